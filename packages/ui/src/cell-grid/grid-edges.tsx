import { memo } from "react";
import classes from "./cell-grid.module.css";
import type { CellGridProps, GridSums } from "./grid-model.ts";

interface GridEdgeProps extends Pick<CellGridProps, "columns" | "totals"> {
  /** What stands above or beside the heads of the rows. */
  readonly title: string;
  readonly template: string;
  readonly pins: readonly (number | undefined)[];
}

/** The heads of the columns; they stay at the top, and moving about does not draw them again. */
export const GridHead = memo(function GridHead(props: GridEdgeProps) {
  const { columns, totals, title, template, pins } = props;
  return (
    <div
      role="row"
      aria-rowindex={1}
      className={classes["top"]}
      style={{ gridTemplateColumns: template }}
    >
      <div role="columnheader" className={classes["corner"]}>
        {title}
      </div>
      {columns.map((column) => (
        <div
          key={column.id}
          role="columnheader"
          className={classes["column"]}
          aria-label={column.name}
          title={column.name}
          data-tone={column.tone}
          data-current={column.current === true ? "" : undefined}
        >
          {column.head}
        </div>
      ))}
      {totals.map((total, at) => (
        <div
          key={total.id}
          role="columnheader"
          className={classes["column"]}
          data-pinned={pins[at] === undefined ? undefined : ""}
          style={{ right: pins[at] }}
          aria-label={total.name}
          title={total.name}
        >
          {total.head}
        </div>
      ))}
    </div>
  );
});

interface GridFootProps extends GridEdgeProps {
  readonly sums: GridSums;
  readonly rowIndex: number;
}

/** The totals of the columns; they stay at the bottom. */
export const GridFoot = memo(function GridFoot(props: GridFootProps) {
  const { columns, totals, sums, title, rowIndex, template, pins } = props;
  return (
    <div
      role="row"
      aria-rowindex={rowIndex}
      className={classes["bottom"]}
      style={{ gridTemplateColumns: template }}
    >
      <div role="rowheader" className={classes["corner"]}>
        {title}
      </div>
      {columns.map(({ id }, at) => (
        <div key={id} role="gridcell" className={classes["sum"]}>
          {sums.columns[at]}
        </div>
      ))}
      {totals.map(({ id }, at) => (
        <div
          key={id}
          role="gridcell"
          className={`${classes["sum"] ?? ""} ${classes["total"] ?? ""}`}
          data-pinned={pins[at] === undefined ? undefined : ""}
          style={{ right: pins[at] }}
        >
          {sums.totals[at]}
        </div>
      ))}
    </div>
  );
});
