import { IconAlertTriangle, IconClockUp } from "@tabler/icons-react";
import type { GroupState } from "@healthops/replica/outbox/group-state";
import type { Collection } from "@healthops/schema/collection";
import type { FieldValue } from "@healthops/schema/field";
import type { ListColumn } from "@healthops/schema/form";
import type { StoredRecord } from "@healthops/schema/record";
import type { MouseEvent } from "react";
import { memo } from "react";
import { useText } from "../i18n/language-provider.tsx";
import { useRecordTitle } from "../data/record-title.ts";
import { ValueView } from "../values/value-view.tsx";

/** A card's second line has room for so many values. */
const ON_CARD = 4;

export interface ListRowProps {
  readonly id: string;
  readonly index: number;
  /** Pixels from the top of all rows, and of its own height. */
  readonly offset: number;
  readonly size: number;
  readonly collection: Collection;
  readonly columns: readonly ListColumn[];
  readonly template: string;
  readonly narrow: boolean;
  readonly canSelect: boolean;
  /** Undefined while it is not read yet. */
  readonly record: StoredRecord | undefined;
  readonly active: boolean;
  readonly isSelected: boolean;
  readonly states: readonly GroupState[] | undefined;
  onOpen(record: StoredRecord): void;
  hrefOf: ((record: StoredRecord) => string) | undefined;
  onPick(row: number, extend: boolean): void;
}

/** One record of a list: cells on the desktop, a card of two lines on a phone. */
export const ListRow = memo(Row, sameRow);

/** The functions are new with every key; what a row shows depends on the rest alone. */
function sameRow(before: ListRowProps, after: ListRowProps): boolean {
  return (Object.keys(after) as (keyof ListRowProps)[]).every(
    (name) => name === "onOpen" || name === "hrefOf" || Object.is(before[name], after[name]),
  );
}

function Row(props: ListRowProps) {
  const { record, index, narrow } = props;
  const open = (event: MouseEvent): void => {
    if (record === undefined || event.defaultPrevented) return;
    const href = props.hrefOf?.(record);
    if (href !== undefined && (event.ctrlKey || event.metaKey)) window.open(href, "_blank");
    else if (event.shiftKey) props.onPick(index, true);
    else props.onOpen(record);
  };
  return (
    <div
      id={props.id}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={props.canSelect ? props.isSelected : undefined}
      aria-busy={record === undefined}
      className="ho-row"
      data-active={props.active ? "" : undefined}
      style={{
        height: props.size,
        transform: `translateY(${props.offset}px)`,
        gridTemplateColumns: narrow ? undefined : props.template,
      }}
      onClick={open}
    >
      {record === undefined ? (
        <span role="gridcell" className="ho-row-ghost" />
      ) : narrow ? (
        <Card {...props} record={record} />
      ) : (
        <Cells {...props} record={record} />
      )}
    </div>
  );
}

type FilledRow = ListRowProps & { readonly record: StoredRecord };

function Cells({
  record,
  collection,
  columns,
  canSelect,
  isSelected,
  index,
  onPick,
  states,
}: FilledRow) {
  const texts = useText();
  const title = useRecordTitle()(collection, record.content) ?? texts.common.untitled;
  return (
    <>
      {canSelect ? (
        <span
          role="gridcell"
          className="ho-cell-box"
          onClick={(event) => {
            event.preventDefault();
            onPick(index, event.shiftKey);
          }}
        >
          <input
            type="checkbox"
            tabIndex={-1}
            readOnly
            aria-label={texts.list.selectRow(title)}
            checked={isSelected}
          />
        </span>
      ) : null}
      {columns.map((column) => (
        <span
          key={column.name}
          role="gridcell"
          className={column.name === collection.titleField ? "ho-cell ho-cell-title" : "ho-cell"}
          data-align={column.align}
        >
          <ValueView field={withoutUnit(column)} value={record.content[column.name]} />
        </span>
      ))}
      <span role="gridcell" className="ho-cell-state">
        <StateMark states={states} />
      </span>
    </>
  );
}

function Card({ record, collection, columns, states }: FilledRow) {
  const texts = useText();
  const title = useRecordTitle()(collection, record.content) ?? texts.common.untitled;
  const rest = columns
    .filter(({ name, kind }) => name !== collection.titleField && kind !== "boolean")
    .filter(({ name }) => !isEmpty(record.content[name]));
  return (
    <span role="gridcell" className="ho-card-row">
      <span className="ho-card-title">
        <span>{title}</span>
        <StateMark states={states} />
      </span>
      <span className="ho-card-rest ho-number">
        {rest.slice(0, ON_CARD).map((column) => (
          <span key={column.name}>
            <ValueView field={column} value={record.content[column.name]} />
          </span>
        ))}
      </span>
    </span>
  );
}

function isEmpty(value: FieldValue | undefined): boolean {
  if (value === null || value === undefined || value === "") return true;
  return Array.isArray(value) && value.length === 0;
}

/** The head of the column says the unit once. */
function withoutUnit(column: ListColumn): ListColumn {
  return column.unit === null ? column : { ...column, unit: null };
}

function StateMark({ states }: { readonly states: readonly GroupState[] | undefined }) {
  const { list } = useText();
  if (states === undefined || states.length === 0) return null;
  if (states.includes("rejected") || states.includes("held")) {
    return (
      <IconAlertTriangle size={15} role="img" aria-label={list.rejected} color="var(--ho-bad)" />
    );
  }
  if (states.every((state) => state === "acked")) return null;
  return (
    <IconClockUp
      size={15}
      role="img"
      aria-label={list.waiting}
      color="var(--mantine-color-dimmed)"
    />
  );
}
