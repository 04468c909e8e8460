import type { ScopeKey } from "@healthops/schema/scope";
import type { Queryable } from "../database/pool.ts";
import { Overtaken } from "../database/transaction.ts";
import type { BatchRows } from "./batch-rows.ts";
import type { Catalog } from "./catalog.ts";
import type { LockedCounters, ScopeCounters } from "./scope-counters.ts";
import type { WorkingRecord } from "./working-set.ts";
import { writeFeed, writeReceipts } from "./write-bookkeeping.ts";
import { writeHistory } from "./write-history.ts";
import { Parameters } from "./write-parameters.ts";
import type { StatementPart } from "./write-records.ts";
import { insertRecords, updateRecords } from "./write-records.ts";

/**
 * Writes a whole batch with one generated statement [ORD4]: records of all collections, feed,
 * counters, history, receipts, replicas. Answers the new head of each scope that moved; a batch that
 * is written in parts hands `heads` on from one to the next. Throws
 * {@link Overtaken} when a record that was not locked has changed since it was read.
 */
export async function writeBatch(
  connection: Queryable,
  catalog: Catalog,
  scopes: ScopeCounters,
  locked: LockedCounters,
  batch: BatchRows,
  heads = new Map<ScopeKey, number>(),
): Promise<ReadonlyMap<ScopeKey, number>> {
  const parameters = new Parameters();
  const records = inOrderOfIds(batch.records);
  const parts = recordParts(parameters, catalog, records, locked.at_us);
  if (batch.records.length > 0) {
    parts.push(
      ...writeFeed(parameters, catalog, batch.feed, locked, heads),
      ...writeHistory(parameters, catalog, records, locked.at_us, (key) => scopes.idOf(key)),
    );
  }
  if (batch.replicas.length > 0) parts.push(...writeReceipts(parameters, batch.replicas));
  if (parts.length === 0) return heads;
  const text = statementText(parts);
  const { rows } = await connection.query<{ updated: number }>({
    ...nameOf(text),
    text,
    values: parameters.values,
  });
  const existing = batch.records.filter((record) => record.loaded !== null).length;
  if (Number(rows[0]?.updated) !== existing)
    throw new Overtaken("a record changed while it was read");
  return heads;
}

/** Neighbours in the indexes one after the other: a page is then still at hand when it is needed again. */
function inOrderOfIds(records: readonly WorkingRecord[]): readonly WorkingRecord[] {
  return records.toSorted((one, other) => (one.id < other.id ? -1 : 1));
}

function recordParts(
  parameters: Parameters,
  catalog: Catalog,
  records: readonly WorkingRecord[],
  at_us: number,
): StatementPart[] {
  const byCollection = Map.groupBy(records, (record) => record.collection.name);
  const names = [...byCollection.keys()].toSorted();
  const parts: StatementPart[] = [];
  for (const name of names) {
    const entry = catalog.named(name);
    const [created, edited] = partition(byCollection.get(name) ?? []);
    if (created.length > 0) parts.push(insertRecords(parameters, entry, created, at_us));
    if (edited.length > 0) parts.push(updateRecords(parameters, entry, edited, at_us));
  }
  return parts;
}

function partition(records: readonly WorkingRecord[]): [WorkingRecord[], WorkingRecord[]] {
  const created: WorkingRecord[] = [];
  const edited: WorkingRecord[] = [];
  for (const record of records) (record.loaded === null ? created : edited).push(record);
  return [created, edited];
}

function statementText(parts: readonly StatementPart[]): string {
  const counted = parts.filter((part) => part.counted);
  const updated = counted.map((part) => `(select count(*) from ${part.name})`).join(" + ");
  return `with ${parts.map((part) => `${part.name} as (${part.text})`).join(",\n")}
    select ${updated === "" ? "0" : updated} as updated`;
}

const names = new Map<string, string>();
/** Each connection keeps what is named; there are as many shapes as choices of changed fields [PGB3]. */
const NAMES_MAX = 300;

/** The same text gets the same name, so PostgreSQL parses and plans each shape once a connection. */
function nameOf(text: string): { name?: string } {
  let name = names.get(text);
  if (name === undefined) {
    if (names.size >= NAMES_MAX) return {};
    names.set(text, (name = `write_${names.size + 1}`));
  }
  return { name };
}
