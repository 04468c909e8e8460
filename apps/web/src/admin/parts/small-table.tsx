import type { ReactNode } from "react";
import classes from "./small-table.module.css";

/** One column of a small table. */
export interface SmallColumn<T> {
  readonly name: string;
  readonly title: string;
  cell(row: T): ReactNode;
  readonly align?: "end";
  /** Buttons: the heading is for screen readers only. */
  readonly deeds?: boolean;
}

interface SmallTableProps<T> {
  readonly label: string;
  readonly columns: readonly SmallColumn<T>[];
  readonly rows: readonly T[];
  keyOf(row: T): string;
}

/** A table of at most some hundred rows; on a phone each row becomes a card. The first column names the row. */
export function SmallTable<T>({ label, columns, rows, keyOf }: SmallTableProps<T>) {
  return (
    <div className={classes["frame"]} role="group" aria-label={label} tabIndex={0}>
      <table className={classes["table"]} aria-label={label}>
        <thead>
          <tr>
            {columns.map(({ name, title, align, deeds }) => (
              <th key={name} scope="col" data-align={align}>
                {deeds === true ? <span className={classes["unseen"]}>{title}</span> : title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map(({ name, title, align, deeds, cell }, at) =>
                at === 0 ? (
                  <th key={name} scope="row">
                    {cell(row)}
                  </th>
                ) : (
                  <td
                    key={name}
                    data-align={align}
                    data-title={deeds === true ? undefined : title}
                    data-deeds={deeds === true ? "" : undefined}
                  >
                    {cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
