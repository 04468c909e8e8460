import { Button } from "@mantine/core";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { useFormats, useTexts } from "../i18n/language-provider.tsx";
import { useAddressQuery } from "../address/address.tsx";
import { AppLink } from "../address/app-link.tsx";
import { cellWords } from "./cell-text.ts";
import { REPORT_TEXT } from "./report-text.ts";
import type { ReportAbout, ReportCell, ReportColumn, ReportRow, ReportTable } from "./report.ts";
import { orderOf, sortedRows } from "./sort-rows.ts";
import { TableExport } from "./table-export.tsx";
import { useIsPrinting } from "./use-is-printing.ts";
import classes from "./report.module.css";

/** More rows than this are drawn when somebody asks, or for the page on paper. */
const SHOWN_MAX = 400;

interface ReportTableViewProps {
  readonly table: ReportTable;
  readonly about: ReportAbout;
}

/** A table with a head to sort by, its totals, and ways to take it along. */
export function ReportTableView({ table, about }: ReportTableViewProps) {
  const texts = useTexts(REPORT_TEXT);
  const formats = useFormats();
  const [query] = useAddressQuery();
  const [all, setAll] = useState(false);
  const printing = useIsPrinting();
  const { name, title, columns, totals, legend } = table;
  const names = useMemo(() => columns.map((column) => column.name), [columns]);
  const asked = query["sort"];
  const rows = useMemo(
    () => sortedRows(table.rows, orderOf(asked, name, names), formats.compare),
    [table.rows, asked, name, names, formats],
  );
  const shown = all || printing ? rows : rows.slice(0, SHOWN_MAX);
  const id = `report-${name}`;
  return (
    <section className={`ho-card ${classes["section"]}`} aria-labelledby={id}>
      <header className={classes["head"]}>
        <h2 id={id}>{title}</h2>
        <span className="ho-spacer" />
        <TableExport table={{ ...table, rows }} about={about} />
      </header>
      {rows.length === 0 ? (
        <p className={classes["quiet"]}>{texts.emptyTable}</p>
      ) : (
        <div className={classes["scroll"]} tabIndex={0} role="group" aria-label={title}>
          <table className={classes["table"]} aria-labelledby={id}>
            <TableHead table={table} />
            <tbody>
              {shown.map((row) => (
                <Row key={row.id} row={row} columns={columns} />
              ))}
            </tbody>
            {totals === undefined ? null : (
              <tfoot>
                <tr>
                  {columns.map((column, at) => (
                    <Cell key={column.name} column={column} cell={totals[at] ?? null} />
                  ))}
                </tr>
              </tfoot>
            )}
          </table>
        </div>
      )}
      {shown.length < rows.length ? (
        <Button variant="subtle" size="compact-sm" onClick={() => setAll(true)}>
          {texts.showAll(rows.length)}
        </Button>
      ) : null}
      {legend === undefined ? null : <p className={classes["quiet"]}>{legend}</p>}
    </section>
  );
}

function TableHead({ table: { name: table, columns } }: { readonly table: ReportTable }) {
  const texts = useTexts(REPORT_TEXT);
  const [query, change] = useAddressQuery();
  const order = orderOf(
    query["sort"],
    table,
    columns.map(({ name }) => name),
  );
  const sort = (at: number, name: string): void => {
    // Once up, once down, then as the report has it.
    const next =
      order?.column !== at ? `${table}.${name}` : order.descending ? null : `${table}.${name}.desc`;
    change({ sort: next });
  };
  return (
    <thead>
      <tr>
        {columns.map((column, at) => {
          const isOrder = order?.column === at;
          const sorted = !isOrder ? "none" : order.descending ? "descending" : "ascending";
          const Arrow = sorted === "descending" ? IconArrowDown : IconArrowUp;
          return (
            <th
              key={column.name}
              scope="col"
              aria-sort={sorted}
              data-kind={column.kind}
              data-narrow={column.narrow === true ? "" : undefined}
            >
              <button type="button" onClick={() => sort(at, column.name)}>
                {column.title}
                {isOrder ? (
                  <Arrow
                    size={13}
                    stroke={2}
                    aria-label={order.descending ? texts.descending : texts.ascending}
                  />
                ) : null}
              </button>
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

interface RowProps {
  readonly row: ReportRow;
  readonly columns: readonly ReportColumn[];
}

function Row({ row, columns }: RowProps) {
  return (
    <tr data-tone={row.tone}>
      {columns.map((column, at) => (
        <Cell
          key={column.name}
          column={column}
          cell={row.cells[at] ?? null}
          href={at === 0 ? row.href : undefined}
          head={at === 0}
        />
      ))}
    </tr>
  );
}

interface CellProps {
  readonly column: ReportColumn;
  readonly cell: ReportCell;
  readonly href?: string | undefined;
  readonly head?: boolean;
}

function Cell({ column, cell, href, head = false }: CellProps) {
  const formats = useFormats();
  const words = cellWords(cell, column, formats);
  const marks = {
    "data-kind": column.kind,
    "data-zero": cell === 0 ? "" : undefined,
    "data-narrow": column.narrow === true ? "" : undefined,
  };
  if (head) {
    return (
      <th scope="row" {...marks}>
        {href === undefined ? words : <AppLink href={href}>{words}</AppLink>}
      </th>
    );
  }
  return <td {...marks}>{words}</td>;
}
