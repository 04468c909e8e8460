import { compileCount, compileList } from "@healthops/schema/list/compile-list";
import type { ListQuery } from "@healthops/schema/list/list-query";
import type { Page } from "@healthops/schema/list/page";
import { pageOf } from "@healthops/schema/list/page";
import type { WholeList } from "@healthops/schema/list/page-ends";
import { compilePageEnds, pageEndsOf } from "@healthops/schema/list/page-ends";
import type { CompiledSql } from "@healthops/schema/list/sql-compiler";
import type { Totals, TotalsQuery } from "@healthops/schema/list/totals";
import { compileTotals, totalsOf } from "@healthops/schema/list/totals";
import type { StoredRecord } from "@healthops/schema/record";
import { collectionNamed } from "@healthops/schema/schema";
import type { SqlRow, SqlValue } from "../sqlite/database.ts";
import { readerOf } from "./reader.ts";
import { readRecord } from "./record-row.ts";
import type { Store } from "./store.ts";
import { planNamed } from "./table-plan.ts";

/** The record as the person sees it, or null; a Problem `unknown_collection`. */
export async function getRecord(
  store: Store,
  collection: string,
  id: string,
): Promise<StoredRecord | null> {
  const { name } = collectionNamed(store.schema, collection);
  return readRecord(readerOf(store.database), planNamed(store.plans, name), id);
}

/** One page of a list; Problems `unknown_collection`, `invalid_cursor`. */
export async function listRecords(
  store: Store,
  collection: string,
  query: ListQuery,
): Promise<Page> {
  const declared = collectionNamed(store.schema, collection);
  const rows = await read(store, compileList(declared, query, "sqlite"));
  return pageOf(declared, query, "sqlite", rows);
}

/** The `after` of each page of `size` records but the first; see schema/list/page-ends.ts. */
export async function readPageEnds(
  store: Store,
  collection: string,
  query: WholeList,
  size: number,
): Promise<readonly string[]> {
  const declared = collectionNamed(store.schema, collection);
  const rows = await read(store, compilePageEnds(declared, query, size, "sqlite"));
  return pageEndsOf(declared, query, "sqlite", rows);
}

/** How many records a list has in all. */
export async function countRecords(
  store: Store,
  collection: string,
  query: Pick<ListQuery, "where" | "search">,
): Promise<number> {
  const declared = collectionNamed(store.schema, collection);
  const [row] = await read(store, compileCount(declared, query, "sqlite"));
  return Number(row?.["count"]);
}

/** Sums, counts and the like, grouped; Problem `too_many_groups`. */
export async function readTotals(
  store: Store,
  collection: string,
  query: TotalsQuery,
): Promise<readonly Totals[]> {
  const declared = collectionNamed(store.schema, collection);
  const rows = await read(store, compileTotals(declared, query, "sqlite"));
  return totalsOf(declared, query, "sqlite", rows);
}

function read(store: Store, { sql, parameters }: CompiledSql): Promise<readonly SqlRow[]> {
  const values = parameters.map((value): SqlValue =>
    typeof value === "boolean" ? Number(value) : value,
  );
  return store.database.read(sql, values);
}
