import { memo } from "react";
import { useTexts } from "../i18n/language-provider.tsx";
import { CELL_GRID_TEXT } from "./cell-grid-text.ts";
import classes from "./cell-grid.module.css";
import type { CellMark, GridCell, GridColumn, GridRow, GridTotal } from "./grid-model.ts";

interface CellRowProps {
  readonly gridId: string;
  readonly index: number;
  /** CSS pixels below the head of the grid. */
  readonly offset: number;
  readonly row: GridRow;
  readonly columns: readonly GridColumn[];
  readonly totals: readonly GridTotal[];
  readonly template: string;
  readonly pins: readonly (number | undefined)[];
}

/** One row; it is drawn again only when something in it changed. */
export const CellRow = memo(function CellRow(props: CellRowProps) {
  const { gridId, index, row, columns, totals, template, pins } = props;
  const { marks } = useTexts(CELL_GRID_TEXT);
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      className={classes["row"]}
      data-odd={index % 2 === 1 ? "" : undefined}
      // No transform: it would put all of the row under the selection, also the parts that stay in view.
      style={{ gridTemplateColumns: template, top: props.offset }}
    >
      <div role="rowheader" className={classes["head"]} aria-label={row.name}>
        {row.head}
      </div>
      {row.cells.map((cell, at) =>
        cellOf({ gridId, row: index, at, cell, column: columns[at], marks }),
      )}
      {row.totals.map((total, at) => (
        <div
          key={totals[at]?.id ?? at}
          role="gridcell"
          className={classes["total"]}
          data-pinned={pins[at] === undefined ? undefined : ""}
          style={{ right: pins[at] }}
          data-total={`${index},${at}`}
          data-empty={total === "" ? "" : undefined}
        >
          {total}
        </div>
      ))}
    </div>
  );
});

/** Characters from which a text is set smaller, and beyond which smaller still, to keep within its cell. */
const LONG = 4;

interface CellParts {
  readonly gridId: string;
  readonly row: number;
  readonly at: number;
  readonly cell: GridCell;
  readonly column: GridColumn | undefined;
  readonly marks: Readonly<Record<CellMark, string>>;
}

/** No component: there are thousands of cells, and they change with their row. */
function cellOf({ gridId, row, at, cell, column, marks }: CellParts) {
  const words = [cell.mark === undefined ? "" : marks[cell.mark], cell.hint ?? ""];
  const hint = words.filter((word) => word !== "").join(": ");
  const text = cell.shown ?? cell.text;
  return (
    <div
      key={column?.id ?? at}
      id={`${gridId}-${row}-${at}`}
      role="gridcell"
      aria-colindex={at + 2}
      className={classes["cell"]}
      data-at={`${row},${at}`}
      data-tone={cell.tone ?? column?.tone}
      data-mark={cell.mark}
      data-long={text.length > LONG ? "more" : text.length === LONG ? "" : undefined}
      data-current={column?.current === true ? "" : undefined}
      title={hint === "" ? undefined : hint}
      aria-description={hint === "" ? undefined : hint}
    >
      {text}
    </div>
  );
}
