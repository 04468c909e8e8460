import { useRecord } from "@healthops/ui/data/hooks";
import { valueOr } from "@healthops/ui/data/watched";
import { useFormats, useLanguage, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { useEffect } from "react";
import { createPortal } from "react-dom";
import { monthName } from "../../rules/month-name.ts";
import classes from "./month-print.module.css";
import { TIMESHEETS_TEXT } from "./timesheets-text.ts";
import type { DrawnMonth } from "./use-drawn-month.tsx";

interface MonthPrintProps {
  readonly month: string;
  readonly siteId: string;
  readonly drawn: DrawnMonth;
  onDone(): void;
}

/** A row of the table on paper, in millimetres: what fits under each other on a landscape page. */
const PAGE_MM = 165;
const ROW_MAX_MM = 6;
const ROW_MIN_MM = 3.6;
const LAYOUT_MS = 50;

/** The whole month as a plain table for a landscape page; asks the browser to print, then goes. */
export function MonthPrint({ month, siteId, drawn, onDone }: MonthPrintProps) {
  const texts = useTexts(TIMESHEETS_TEXT);
  const { language } = useLanguage();
  const formats = useFormats();
  const site = valueOr(useRecord("sites", siteId), null);
  usePrint(site !== null, `${texts.title} ${month}`, onDone);
  const height = Math.min(ROW_MAX_MM, Math.max(ROW_MIN_MM, PAGE_MM / (drawn.rows.length + 3)));
  return createPortal(
    <section className={classes["print"]} style={{ fontSize: `${height * 0.62}mm` }}>
      <table style={{ lineHeight: `${height}mm` }}>
        <thead>
          <tr>
            <th
              colSpan={1 + drawn.columns.length + drawn.totals.length}
              className={classes["title"]}
            >
              {String(site?.content["name"] ?? "")} · {texts.grid(monthName(month, language))}
            </th>
          </tr>
          <tr>
            <th scope="col">{texts.employee}</th>
            {drawn.columns.map(({ id, tone }) => (
              <th key={id} scope="col" data-tone={tone}>
                {Number(id.slice(8))}
              </th>
            ))}
            {drawn.totals.map(({ id, head }) => (
              <th key={id} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {drawn.rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">{row.name}</th>
              {row.cells.map((cell, at) => (
                <td key={drawn.columns[at]?.id} data-tone={cell.tone ?? drawn.columns[at]?.tone}>
                  {cell.shown ?? cell.text}
                </td>
              ))}
              {row.totals.map((total, at) => (
                <td key={drawn.totals[at]?.id}>{total}</td>
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{texts.perDay}</th>
            {drawn.columns.map(({ id }, at) => (
              <td key={id}>{drawn.sums.columns[at]}</td>
            ))}
            {drawn.totals.map(({ id }, at) => (
              <td key={id}>{drawn.sums.totals[at]}</td>
            ))}
          </tr>
        </tfoot>
      </table>
      <p>
        <span>{formats.moment(Date.now())}</span>
        <span>{texts.signatures[0]}</span>
        <span>{texts.signatures[1]}</span>
      </p>
    </section>,
    document.body,
  );
}

/** Prints once it is ready; the title becomes the name of the file when somebody prints to PDF. */
function usePrint(ready: boolean, name: string, onDone: () => void): void {
  useEffect(() => {
    if (!ready) return undefined;
    // Leaves the browser a moment to lay the table out.
    const timer = setTimeout(() => {
      const title = document.title;
      document.title = name;
      window.print();
      document.title = title;
      onDone();
    }, LAYOUT_MS);
    return () => clearTimeout(timer);
  }, [ready, name, onDone]);
}
