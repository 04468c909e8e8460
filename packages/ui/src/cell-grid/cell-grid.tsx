import { useId, useMemo, useRef } from "react";
import { useTexts } from "../i18n/language-provider.tsx";
import { CellEditor } from "./cell-editor.tsx";
import { CELL_GRID_TEXT } from "./cell-grid-text.ts";
import classes from "./cell-grid.module.css";
import { CellRow } from "./cell-row.tsx";
import { FOOT, HEAD, ROW, geometryOf } from "./geometry.ts";
import { GridFoot, GridHead } from "./grid-edges.tsx";
import type { CellGridProps } from "./grid-model.ts";
import { Overlays } from "./overlays.tsx";
import { useCellGrid } from "./use-cell-grid.ts";
import { useSheet } from "./use-sheet.ts";

/** Height of the editor's help, about; CSS pixels. */
const HELP = 220;

/**
 * A table of short texts that one fills like a spreadsheet: keys, ranges, fill, clipboard, undo. Only
 * the rows in view exist in the page; moving about draws no row again.
 */
export function CellGrid(props: CellGridProps) {
  const { rows, columns, totals, headWidth, columnWidth, lockedReason } = props;
  const texts = useTexts(CELL_GRID_TEXT);
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const grid = useCellGrid(props, scroller);
  const { focus, bounds, filling, row, column, editing } = grid;
  const geometry = useMemo(
    () => geometryOf({ headWidth, columnWidth, columns, totals }),
    [headWidth, columnWidth, columns, totals],
  );
  const sheet = useSheet(props, scroller, focus, geometry.pinnedWidth);
  const { template, pins } = geometry;
  const height = HEAD + sheet.getTotalSize() + FOOT;
  const shared = { columns, totals, pins, template };
  return (
    <div
      ref={scroller}
      className={classes["grid"]}
      tabIndex={0}
      {...roleOf(props)}
      aria-describedby={`${id}-keys`}
      aria-activedescendant={row === undefined ? undefined : `${id}-${focus.row}-${focus.column}`}
      {...grid.handlers}
    >
      <span id={`${id}-keys`} hidden>
        {texts.keys}
      </span>
      <div
        className={classes["sheet"]}
        style={{ width: geometry.width, height }}
        role="presentation"
      >
        <GridHead {...shared} title={props.headTitle} />
        {sheet.getVirtualItems().map(({ index, start }) => {
          const shown = rows[index];
          if (shown === undefined) return null;
          const parts = { ...shared, gridId: id, index, offset: start, row: shown };
          return <CellRow key={shown.id} {...parts} />;
        })}
        {row !== undefined && (
          <Overlays
            {...{ geometry, focus, bounds, filling }}
            fillable={lockedReason === null && editing === null}
          />
        )}
        {editing !== null && row !== undefined && column !== undefined && (
          <CellEditor
            label={`${row.name}, ${column.name}`}
            first={editing.first}
            arrowsLeave={editing.typed}
            style={geometry.editorBoxOf(focus)}
            above={isLow(scroller.current, focus.row)}
            choices={props.choices}
            faultOf={props.faultOf}
            onCommit={grid.commit}
            onCancel={grid.close}
          />
        )}
        <GridFoot
          {...shared}
          title={props.footTitle}
          sums={props.sums}
          rowIndex={rows.length + 2}
        />
      </div>
    </div>
  );
}

/** What the grid is to a screen reader. */
function roleOf({ label, rows, columns, totals, lockedReason }: CellGridProps) {
  return {
    role: "grid",
    "aria-label": label,
    "aria-rowcount": rows.length + 2,
    "aria-colcount": 1 + columns.length + totals.length,
    "aria-readonly": lockedReason !== null,
    "aria-multiselectable": true,
  } as const;
}

/** Whether there is little room below a row in view: what helps with typing shows above it then. */
function isLow(box: HTMLElement | null, row: number): boolean {
  if (box === null) return false;
  return HEAD + (row + 1) * ROW - box.scrollTop > box.clientHeight - FOOT - HELP;
}
