import type { Positions } from "@healthops/protocol/wire/pull";
import type { ScopeKey } from "@healthops/schema/scope";
import type { Queryable, Row } from "../database/pool.ts";
import { plainArray } from "../database/array-literal.ts";
import type { Head } from "./heads.ts";

/** Feed rows of one page that share scope, collection and kind. */
export interface FeedSlice {
  readonly scope: ScopeKey;
  readonly collectionNumber: number;
  readonly departed: boolean;
  readonly count: number;
  /** The records' ids as an array literal, ready to be a parameter again. */
  readonly ids: string;
}

export interface FeedPage {
  readonly slices: readonly FeedSlice[];
  /** Position per held scope after this page. */
  readonly positions: Positions;
  /** Whether the page reached every head [PUL2]. */
  readonly complete: boolean;
  /** At most so many rows are still to come. */
  readonly remaining: number;
}

interface SliceRow extends Row {
  readonly scope_id: number;
  readonly collection_id: number;
  readonly departed: boolean;
  readonly last: number;
  readonly count: number;
  readonly ids: string;
}

/**
 * The next `limit` feed rows of the scopes, scope by scope in the order of their ids. Runs in the
 * same snapshot as the heads it is given.
 */
export async function readFeedPage(
  connection: Queryable,
  held: readonly ScopeKey[],
  heads: readonly Head[],
  from: Positions,
  limit: number,
): Promise<FeedPage> {
  const positions: Record<ScopeKey, number> = Object.fromEntries(held.map((key) => [key, 0]));
  const behind: Head[] = [];
  for (const head of heads) {
    const position = Math.min(from[head.key] ?? 0, head.head);
    positions[head.key] = position;
    if (position < head.head) behind.push(head);
  }
  const lag = (head: Head): number => head.head - (positions[head.key] ?? 0);
  const total = behind.reduce((sum, head) => sum + lag(head), 0);
  const asked = firstWithin(behind, lag, limit);
  const rows = asked.length === 0 ? [] : await readSlices(connection, asked, positions, limit);
  const keyOf = new Map(asked.map((head) => [head.id, head]));
  const count = rows.reduce((sum, row) => sum + row.count, 0);
  const cut = count < limit ? null : Math.max(...rows.map((row) => row.scope_id));
  for (const head of asked) {
    if (cut === null || head.id < cut) positions[head.key] = head.head;
  }
  for (const row of rows) {
    const key = keyOf.get(row.scope_id)?.key;
    if (key !== undefined && row.scope_id === cut) {
      positions[key] = Math.max(positions[key] ?? 0, row.last);
    }
  }
  const left = behind.reduce((sum, head) => sum + lag(head), 0);
  return {
    slices: rows.map((row) => ({
      scope: keyOf.get(row.scope_id)?.key ?? "",
      collectionNumber: row.collection_id,
      departed: row.departed,
      count: row.count,
      ids: row.ids,
    })),
    positions,
    complete: left === 0,
    remaining: Math.min(left, total),
  };
}

/** The ids of several slices as one array literal. */
export function joinedIds(slices: readonly FeedSlice[]): string {
  const [only] = slices;
  if (slices.length === 1 && only !== undefined) return only.ids;
  return `{${slices.map((slice) => slice.ids.slice(1, -1)).join(",")}}`;
}

/** Scopes in order until their lag fills a page; a lag is the most rows that a scope can give. */
function firstWithin(heads: readonly Head[], lag: (head: Head) => number, limit: number): Head[] {
  const taken: Head[] = [];
  let rows = 0;
  for (const head of heads) {
    if (rows >= limit) break;
    taken.push(head);
    rows += lag(head);
  }
  return taken;
}

async function readSlices(
  connection: Queryable,
  heads: readonly Head[],
  positions: Positions,
  limit: number,
): Promise<SliceRow[]> {
  const { rows } = await connection.query<SliceRow>({
    name: "feed_page",
    text: `select scope_id, collection_id, departed, max(position) as last, count(*) as count,
        array_agg(record_id)::text as ids
      from (
        select f.* from unnest($1::int[], $2::bigint[]) as w (scope_id, after)
        cross join lateral (
          select scope_id, collection_id, record_id, position, departed from hub.feed
          where scope_id = w.scope_id and position > w.after order by position limit $3::int
        ) f
        order by f.scope_id, f.position limit $3::int
      ) page
      group by scope_id, collection_id, departed`,
    values: [
      plainArray(heads.map((head) => head.id)),
      plainArray(heads.map((head) => positions[head.key] ?? 0)),
      limit,
    ],
  });
  return rows;
}
