import type { ListRequest } from "./list-parameters.ts";
import { compileCount, compileList, limitOf } from "@healthops/schema/list/compile-list";
import type { Page } from "@healthops/schema/list/page";
import { pageOf } from "@healthops/schema/list/page";
import type { Queryable, Row } from "../database/pool.ts";
import type { TableEntry } from "../engine/catalog.ts";
import type { HubActor } from "../hub-actor.ts";
import { boundedPage } from "./bounded-page.ts";

export interface ListedRecords extends Page {
  /** All matching records, on any page; null when it was not asked for. */
  readonly count: number | null;
}

/** One page of the records that the actor may see. */
export async function listRecords(
  db: Queryable,
  { collection }: TableEntry,
  actor: HubActor,
  { query, count }: ListRequest,
): Promise<ListedRecords> {
  const held = { heldScopes: actor.scopes };
  const read = async (limit: number, after: string | undefined): Promise<Page> => {
    const part = after === undefined ? { ...query, limit } : { ...query, limit, after };
    const statement = compileList(collection, part, "postgres", held);
    const { rows } = await db.query<Row>(statement.sql, [...statement.parameters]);
    return pageOf(collection, part, "postgres", rows);
  };
  const page = await boundedPage(limitOf(query), query.after, read);
  if (!count) return { ...page, count: null };
  const counting = compileCount(collection, query, "postgres", held);
  const { rows: counted } = await db.query<{ count: number }>(counting.sql, [
    ...counting.parameters,
  ]);
  return { ...page, count: Number(counted[0]?.count ?? 0) };
}
