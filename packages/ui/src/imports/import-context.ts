import type { ReplicaApi } from "@healthops/replica/remote/replica-api";
import type { Collection } from "@healthops/schema/collection";
import type { FormField } from "@healthops/schema/form";
import { LIMIT_MAX } from "@healthops/schema/list/list-query";
import type { StoredRecord } from "@healthops/schema/record";
import type { Schema } from "@healthops/schema/schema";
import { titleOf } from "@healthops/schema/title";
import { isId } from "@healthops/base/ids";
import type { CellValue } from "../files/cell-value.ts";
import { readRecords } from "../lists/read-records.ts";
import type { Mapping } from "./guess-columns.ts";
import type { ImportJob } from "./plan-import.ts";
import { keyOf } from "./plan-import.ts";
import type { RecordNames } from "./read-cell.ts";
import { nameKey } from "./read-cell.ts";

interface Source {
  readonly api: Pick<ReplicaApi, "list">;
  readonly schema: Schema;
  readonly collection: Collection;
  readonly fields: readonly FormField[];
  readonly mapping: Mapping;
  readonly keys: readonly string[];
  readonly rows: readonly (readonly CellValue[])[];
  readonly signal: AbortSignal;
}

/** What a plan must know of the records on this device. */
export async function readImportContext(
  source: Source,
): Promise<Pick<ImportJob, "existing" | "names">> {
  const { schema, fields, mapping } = source;
  const names = new Map<string, RecordNames>();
  for (const { name, to } of fields) {
    const target = schema.collections.get(to ?? "");
    if (target === undefined || !mapping.includes(name) || names.has(target.name)) continue;
    names.set(target.name, await readNames(source, target));
  }
  return { names, existing: await readExisting(source) };
}

async function readNames(source: Source, target: Collection): Promise<RecordNames> {
  const names = new Map<string, string[]>();
  for await (const records of pages(source, target.name)) {
    for (const { id, content } of records) {
      names.set(id, [id]);
      const title = titleOf(target, content);
      if (title === null) continue;
      const key = nameKey(title);
      const known = names.get(key);
      if (known === undefined) names.set(key, [id]);
      else known.push(id);
    }
  }
  return names;
}

async function readExisting(source: Source): Promise<ImportJob["existing"]> {
  const { api, collection, mapping, keys, rows, signal } = source;
  const existing = new Map<string, StoredRecord[]>();
  if (keys.length === 0) return existing;
  if (keys[0] === "id") {
    const at = mapping.indexOf("id");
    const ids = [...new Set(rows.map((row) => String(row[at] ?? "").trim()))].filter(isId);
    for (const record of await readRecords(api, collection.name, ids, signal)) {
      existing.set(record.id, [record]);
    }
    return existing;
  }
  for await (const records of pages(source, collection.name)) {
    for (const record of records) {
      const key = keyOf(keys, record.content);
      const known = existing.get(key);
      if (known === undefined) existing.set(key, [record]);
      else known.push(record);
    }
  }
  return existing;
}

async function* pages(
  { api, signal }: Source,
  collection: string,
): AsyncGenerator<readonly StoredRecord[]> {
  let after: string | null = null;
  do {
    signal.throwIfAborted();
    const page: Awaited<ReturnType<ReplicaApi["list"]>> = await api.list(collection, {
      limit: LIMIT_MAX,
      ...(after === null ? {} : { after }),
    });
    yield page.records;
    after = page.next;
  } while (after !== null);
}
