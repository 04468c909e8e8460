import type { ReplicaApi } from "@healthops/replica/remote/replica-api";
import type { Collection } from "@healthops/schema/collection";
import type { Field, FieldValue } from "@healthops/schema/field";
import type { ListQuery } from "@healthops/schema/list/list-query";
import { LIMIT_MAX } from "@healthops/schema/list/list-query";
import type { StoredRecord } from "@healthops/schema/record";
import type { Schema } from "@healthops/schema/schema";
import { idsIn } from "@healthops/schema/scope";
import { titleOf } from "@healthops/schema/title";
import type { CellValue } from "../files/cell-value.ts";
import type { Language } from "../i18n/texts/language.ts";
import { wallClock } from "./wall-clock.ts";

/** So many chosen records are asked for by id; more are picked out of the whole list. */
const ASKED_BY_ID = 500;

export interface RowExport {
  readonly api: ReplicaApi;
  readonly schema: Schema;
  readonly collection: Collection;
  /** Names of fields; `id` for the record's own. */
  readonly columns: readonly string[];
  readonly query: ListQuery;
  /** Only these, when given. */
  readonly ids?: ReadonlySet<string>;
  readonly language: Language;
  readonly signal: AbortSignal;
  onProgress(rows: number): void;
}

/**
 * The rows of a list for a file, in portions: choices and referenced records by their names, numbers
 * and dates as what they are. Ends with the signal's reason when it is aborted.
 */
export async function* exportRows(
  job: RowExport,
): AsyncGenerator<readonly (readonly CellValue[])[]> {
  const names = new Map<string, Map<string, string>>();
  let rows = 0;
  for await (const records of pages(job)) {
    job.signal.throwIfAborted();
    const chosen = records.filter(({ id }) => job.ids?.has(id) ?? true);
    await lookUp(job, chosen, names);
    yield chosen.map((record) => job.columns.map((name) => cellOf(job, name, record, names)));
    rows += chosen.length;
    job.onProgress(rows);
  }
}

/** What stands above a column: the field's label and its unit. */
export function columnTitle(collection: Collection, name: string, language: Language): string {
  const field = collection.fields[name];
  if (field === undefined) return name;
  return field.unit === undefined
    ? field.label[language]
    : `${field.label[language]} (${field.unit})`;
}

async function* pages(job: RowExport): AsyncGenerator<readonly StoredRecord[]> {
  let after: string | undefined;
  const query = narrowed(job);
  do {
    const asked = { ...query, limit: LIMIT_MAX, ...(after === undefined ? {} : { after }) };
    const { records, next } = await job.api.list(job.collection.name, asked);
    yield records;
    after = next ?? undefined;
  } while (after !== undefined);
}

function narrowed({ query, ids }: RowExport): ListQuery {
  if (ids === undefined || ids.size > ASKED_BY_ID) return query;
  const chosen = { field: "id", op: "in", value: [...ids] } as const;
  return { ...query, where: query.where === undefined ? chosen : { all: [query.where, chosen] } };
}

/** Finds the names of the referenced records that are not known yet. */
async function lookUp(
  { api, schema, collection, columns }: RowExport,
  records: readonly StoredRecord[],
  names: Map<string, Map<string, string>>,
): Promise<void> {
  for (const column of columns) {
    const target = schema.collections.get(collection.fields[column]?.to ?? "");
    if (target === undefined) continue;
    const known = names.get(target.name) ?? new Map<string, string>();
    names.set(target.name, known);
    const all = new Set(records.flatMap(({ content }) => idsIn(content[column])));
    const missing = [...all].filter((id) => !known.has(id));
    for (let from = 0; from < missing.length; from += ASKED_BY_ID) {
      const value = missing.slice(from, from + ASKED_BY_ID);
      const where = { field: "id", op: "in", value } as const;
      const page = await api.list(target.name, { where, limit: LIMIT_MAX });
      for (const { id, content } of page.records) known.set(id, titleOf(target, content) ?? id);
    }
  }
}

function cellOf(
  { collection, language }: RowExport,
  name: string,
  record: StoredRecord,
  names: ReadonlyMap<string, ReadonlyMap<string, string>>,
): CellValue {
  if (name === "id") return record.id;
  const field = collection.fields[name];
  const value = record.content[name] ?? null;
  if (field === undefined || value === null) return null;
  if (field.to !== undefined) {
    const known = names.get(field.to);
    return idsIn(value)
      .map((id) => known?.get(id) ?? id)
      .join(", ");
  }
  return plainCell(field, value, language);
}

function plainCell(field: Field, value: FieldValue, language: Language): CellValue {
  const choice = (code: string): string =>
    field.choices?.find((known) => known.value === code)?.label[language] ?? code;
  switch (field.kind) {
    case "integer":
    case "number":
      return Number(value);
    case "boolean":
      return value === true;
    case "date":
      return new Date(`${String(value)}T00:00:00Z`);
    case "instant":
      return wallClock(String(value));
    case "choice":
      return choice(String(value));
    case "set":
      return Array.isArray(value) ? value.map((member) => choice(String(member))).join(", ") : null;
    default:
      return typeof value === "string" ? value : JSON.stringify(value);
  }
}
