import type { ReplicaApi } from "@healthops/replica/remote/replica-api";
import type { Collection } from "@healthops/schema/collection";
import type { FieldValue } from "@healthops/schema/field";
import type { ListQuery } from "@healthops/schema/list/list-query";
import type { StoredRecord } from "@healthops/schema/record";
import { titleOf } from "@healthops/schema/title";
import type { Schema } from "@healthops/schema/schema";
import type { Language } from "../i18n/language.ts";
import { csvLine } from "../files/csv-line.ts";

/** Records that one question asks for. */
const PAGE = 1000;
/** Spreadsheets take the file for UTF-8 only if it says so. */
const BYTE_ORDER_MARK = "\uFEFF";

export interface CsvExport {
  readonly api: ReplicaApi;
  readonly schema: Schema;
  readonly collection: Collection;
  readonly columns: readonly string[];
  readonly query: ListQuery;
  /** Only these, when given. */
  readonly ids?: ReadonlySet<string>;
  readonly language: Language;
  onProgress(rows: number): void;
}

/**
 * All rows of a list as a CSV file: labels as people read them, dates and numbers as programs do.
 * Turkish spreadsheets expect semicolons and decimal commas.
 */
export async function exportCsv(job: CsvExport): Promise<Blob> {
  const { collection, columns, language } = job;
  const separator = language === "tr" ? ";" : ",";
  const head = columns.map((name) => collection.fields[name]?.label[language] ?? name);
  const parts: string[] = [BYTE_ORDER_MARK, csvLine(head, separator), "\r\n"];
  let rows = 0;
  for await (const records of pages(job)) {
    const chosen = records.filter(({ id }) => job.ids?.has(id) ?? true);
    const titles = await titlesFor(job, chosen);
    for (const { content } of chosen) {
      const cells = columns.map((name) => cellText(job, name, content[name] ?? null, titles));
      parts.push(csvLine(cells, separator), "\r\n");
    }
    rows += chosen.length;
    job.onProgress(rows);
  }
  return new Blob(parts, { type: "text/csv;charset=utf-8" });
}

async function* pages({
  api,
  collection,
  query,
}: CsvExport): AsyncGenerator<readonly StoredRecord[]> {
  let after: string | undefined;
  do {
    const asked = { ...query, limit: PAGE, ...(after === undefined ? {} : { after }) };
    const { records, next } = await api.list(collection.name, asked);
    yield records;
    after = next ?? undefined;
  } while (after !== undefined);
}

/** Names of the records that a page refers to, by id. */
async function titlesFor(
  { api, schema, collection, columns }: CsvExport,
  records: readonly StoredRecord[],
): Promise<ReadonlyMap<string, string>> {
  const titles = new Map<string, string>();
  for (const name of columns) {
    const target = schema.collections.get(collection.fields[name]?.to ?? "");
    const ids = [...new Set(records.map(({ content }) => content[name]).filter(isText))];
    if (target === undefined || ids.length === 0) continue;
    const where = { field: "id", op: "in", value: ids } as const;
    const page = await api.list(target.name, { where, limit: PAGE });
    for (const { id, content } of page.records) titles.set(id, titleOf(target, content) ?? id);
  }
  return titles;
}

function cellText(
  { collection, language }: CsvExport,
  name: string,
  value: FieldValue,
  titles: ReadonlyMap<string, string>,
): string {
  if (value === null) return "";
  const field = collection.fields[name];
  if (typeof value === "number") {
    return language === "tr" ? String(value).replace(".", ",") : String(value);
  }
  const choice = (code: string): string =>
    field?.choices?.find((known) => known.value === code)?.label[language] ?? code;
  if (typeof value === "string") {
    return field?.kind === "reference" ? (titles.get(value) ?? value) : choice(value);
  }
  if (Array.isArray(value) && field?.kind === "set") {
    return value.map((member) => choice(String(member))).join(", ");
  }
  return typeof value === "boolean" ? String(value) : JSON.stringify(value);
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}
