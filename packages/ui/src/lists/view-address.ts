import type { Collection } from "@healthops/schema/collection";
import { columnOf } from "@healthops/schema/columns";
import type { FieldKind, FieldValue } from "@healthops/schema/field";
import { isSortable, operatorsOf } from "@healthops/schema/list/field-rules";
import type { FieldFilter, Operator } from "@healthops/schema/list/list-query";
import { parseFilter } from "@healthops/schema/list/parse-list-query";
import type { ListView } from "./list-view.ts";
import { PLAIN_VIEW } from "./list-view.ts";

/** What the query of an address holds, by name. */
export type QueryTexts = Readonly<Record<string, string>>;

/** A view out of an address, and the names of what could not be understood there. */
export interface AddressView {
  readonly view: ListView;
  readonly ignored: readonly string[];
}

/** `f.duration`, and `f.duration.2` for a second filter on the field. */
const FILTER = /^f\.([A-Za-z][A-Za-z0-9_]*)(?:\.\d+)?$/;
const SEARCH_MAX = 200;

/**
 * A view as a person can read it in the address: `q=run`, `f.duration=ge:30`, `sort=-date`,
 * `columns=date,duration`. What is as usual does not appear.
 */
export function addressOf(view: ListView): QueryTexts {
  const texts: Record<string, string> = {};
  if (view.search.trim() !== "") texts["q"] = view.search;
  for (const { field, op, value } of view.filters) {
    const base = `f.${field}`;
    let name = base;
    for (let number = 2; name in texts; number++) name = `${base}.${number}`;
    texts[name] = `${op}:${valuesOf(value).map(escaped).join(",")}`;
  }
  if (view.sort !== null) texts["sort"] = (view.sort[1] === "desc" ? "-" : "") + view.sort[0];
  if (view.columns !== null) texts["columns"] = view.columns.join(",");
  return texts;
}

/** Whether a name of an address's query belongs to the view of a list. */
export function isViewName(name: string): boolean {
  return name === "q" || name === "sort" || name === "columns" || name.startsWith("f.");
}

/** The view that an address describes; what makes no sense is left out and named. */
export function viewOfAddress(collection: Collection, texts: QueryTexts): AddressView {
  const ignored: string[] = [];
  const filters: FieldFilter[] = [];
  let { search, sort, columns } = PLAIN_VIEW;
  for (const [name, text] of Object.entries(texts)) {
    if (!isViewName(name)) continue;
    if (name === "q" && collection.searchFields.length > 0) search = text.slice(0, SEARCH_MAX);
    else if (name === "sort") sort = sortOf(collection, text);
    else if (name === "columns") columns = columnsIn(collection, text);
    else {
      const filter = filterOf(collection, name, text);
      if (filter === null) ignored.push(name);
      else filters.push(filter);
    }
    if (name === "sort" && sort === null) ignored.push(name);
    if (name === "columns" && columns?.length !== text.split(",").length) ignored.push(name);
  }
  return { view: { search, filters, sort, columns }, ignored };
}

function sortOf(collection: Collection, text: string): ListView["sort"] {
  const field = text.replace(/^-/, "");
  const declared = collection.fields[field];
  if (declared === undefined || !isSortable(declared.kind)) return null;
  return [field, text.startsWith("-") ? "desc" : "asc"];
}

function columnsIn(collection: Collection, text: string): ListView["columns"] {
  const names = [...new Set(text.split(","))].filter((name) =>
    Object.hasOwn(collection.fields, name),
  );
  return names.length === 0 ? null : names;
}

function filterOf(collection: Collection, name: string, text: string): FieldFilter | null {
  const field = FILTER.exec(name)?.[1];
  if (field === undefined || !Object.hasOwn(collection.fields, field)) return null;
  const { kind } = columnOf(collection, field);
  const at = text.indexOf(":");
  const op = operatorsOf(kind).find((known) => known === text.slice(0, at));
  if (op === undefined) return null;
  const values = unescaped(text.slice(at + 1)).map((one) => valueOf(kind, op, one));
  const value = op === "in" || op === "between" ? values : (values[0] ?? null);
  try {
    // A list of one text with a comma in it would otherwise lose what stands behind the comma.
    if (!Array.isArray(value) && values.length !== 1) return null;
    return parseFilter(collection, { field, op, value }) as FieldFilter;
  } catch {
    return null;
  }
}

function valueOf(kind: FieldKind, op: Operator, text: string): FieldValue {
  if (op === "isEmpty" || kind === "boolean") {
    return text === "true" ? true : text === "false" ? false : text;
  }
  // Anything else than a number stays a text, which the field then refuses.
  if (kind === "integer" || kind === "number") return /^-?\d/.test(text) ? Number(text) : text;
  return text;
}

function valuesOf(value: FieldValue): readonly string[] {
  return (Array.isArray(value) ? value : [value]).map(String);
}

function escaped(text: string): string {
  return text.replaceAll(/[\\,]/g, (sign) => `\\${sign}`);
}

function unescaped(text: string): readonly string[] {
  const parts = [""];
  for (let at = 0; at < text.length; at++) {
    const sign = text.charAt(at);
    if (sign === ",") parts.push("");
    else parts[parts.length - 1] += sign === "\\" ? text.charAt(++at) : sign;
  }
  return parts;
}
