import type { Collection } from "@healthops/schema/collection";
import type { FieldKind } from "@healthops/schema/field";
import type { ListColumn } from "@healthops/schema/form";
import { listColumnsOf } from "@healthops/schema/form";
import type { ColumnWidths } from "./column-widths.ts";

/** The columns of a view: those of the collection, or the chosen ones in their order. */
export function columnsOf(
  collection: Collection,
  chosen: readonly string[] | null,
): readonly ListColumn[] {
  if (chosen === null) return listColumnsOf(collection);
  const names = chosen.filter((name) => collection.fields[name] !== undefined);
  return listColumnsOf({ ...collection, columns: names });
}

/** Every field that may be a column, in the declared order. */
export function allColumnsOf(collection: Collection): readonly ListColumn[] {
  return listColumnsOf({ ...collection, columns: Object.keys(collection.fields) });
}

const WIDTHS: Readonly<Record<FieldKind, string>> = {
  text: "minmax(9rem, 2fr)",
  reference: "minmax(8rem, 1.4fr)",
  choice: "minmax(7rem, 1fr)",
  set: "minmax(8rem, 1.4fr)",
  json: "minmax(8rem, 1.4fr)",
  integer: "minmax(7.5rem, 0.8fr)",
  number: "minmax(8.5rem, 0.8fr)",
  boolean: "minmax(5rem, 0.6fr)",
  date: "minmax(7.5rem, 0.9fr)",
  instant: "minmax(10rem, 1fr)",
};

/** The grid's column template: numbers are narrow, texts share what is left, chosen widths hold. */
export function templateOf(
  columns: readonly ListColumn[],
  canSelect: boolean,
  chosen: ColumnWidths,
): string {
  const widths = columns.map(({ kind, name }) => {
    const width = chosen[name];
    return width === undefined ? WIDTHS[kind] : `${width}px`;
  });
  return [...(canSelect ? ["2.5rem"] : []), ...widths, "1.5rem"].join(" ");
}
