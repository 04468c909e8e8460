import { plainArray } from "../database/array-literal.ts";
import type { Queryable } from "../database/pool.ts";
import type { Head } from "./heads.ts";
import type { FeedSlice } from "./page.ts";

/**
 * The slices without departures of records that another held scope still has: for who pulls they went
 * nowhere. A device of before the record's scopes were declared otherwise would take it for gone.
 */
export async function withoutHeld(
  connection: Queryable,
  heads: readonly Head[],
  slices: readonly FeedSlice[],
): Promise<readonly FeedSlice[]> {
  const kept: FeedSlice[] = [];
  for (const slice of slices) {
    if (!slice.departed) {
      kept.push(slice);
      continue;
    }
    const { rows } = await connection.query<{ count: number; ids: string }>({
      name: "departed_for_good",
      text: `select count(*)::int as count, coalesce(array_agg(gone), '{}')::text as ids
        from unnest($1::uuid[]) as gone where not exists (
          select from hub.feed f where f.scope_id = any($2::int[]) and f.collection_id = $3
            and f.record_id = gone and not f.departed)`,
      values: [slice.ids, plainArray(heads.map(({ id }) => id)), slice.collectionNumber],
    });
    const [row] = rows;
    if (row !== undefined && row.count > 0) kept.push({ ...slice, count: row.count, ids: row.ids });
  }
  return kept;
}
