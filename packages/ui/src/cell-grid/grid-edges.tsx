import classes from "./cell-grid.module.css";
import type { CellGridProps } from "./grid-model.ts";

type GridEdgeProps = Pick<
  CellGridProps,
  "columns" | "totals" | "sums" | "headTitle" | "footTitle" | "rows"
> & {
  readonly template: string;
};

/** The heads of the columns; they stay at the top. */
export function GridHead({ columns, totals, headTitle, template }: GridEdgeProps) {
  return (
    <div
      role="row"
      aria-rowindex={1}
      className={classes["top"]}
      style={{ gridTemplateColumns: template }}
    >
      <div role="columnheader" className={classes["corner"]}>
        {headTitle}
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
      {totals.map((total) => (
        <div
          key={total.id}
          role="columnheader"
          className={classes["column"]}
          aria-label={total.name}
          title={total.name}
        >
          {total.head}
        </div>
      ))}
    </div>
  );
}

/** The totals of the columns; they stay at the bottom. */
export function GridFoot({ columns, totals, sums, footTitle, rows, template }: GridEdgeProps) {
  return (
    <div
      role="row"
      aria-rowindex={rows.length + 2}
      className={classes["bottom"]}
      style={{ gridTemplateColumns: template }}
    >
      <div role="rowheader" className={classes["corner"]}>
        {footTitle}
      </div>
      {columns.map(({ id }, at) => (
        <div key={id} role="gridcell" className={classes["sum"]}>
          {sums.columns[at]}
        </div>
      ))}
      {totals.map(({ id }, at) => (
        <div key={id} role="gridcell" className={classes["sum"]}>
          {sums.totals[at]}
        </div>
      ))}
    </div>
  );
}
