import { plainArray } from "../database/array-literal.ts";
import type { Queryable, Row } from "../database/pool.ts";
import type { Head } from "./heads.ts";
import type { FeedSlice } from "./page.ts";
import { joinedIds } from "./page.ts";

interface DepartedRow extends Row {
  readonly scope_id: number;
  readonly count: number;
  readonly ids: string;
}

/**
 * The slices with the departures as who pulls has to hear them [PUL4]. A record that another held scope
 * still has went nowhere: a device of before the record's scopes were declared otherwise would take it
 * for gone. One that no held scope has any more has left all of them, also those whose departure an
 * earlier page kept to itself because another scope had the record then: the device's row may be of a
 * time when it was in that scope only.
 */
export async function withDepartures(
  connection: Queryable,
  heads: readonly Head[],
  slices: readonly FeedSlice[],
): Promise<readonly FeedSlice[]> {
  const departed = slices.filter((slice) => slice.departed);
  if (departed.length === 0) return slices;
  const keys = new Map(heads.map(({ id, key }) => [id, key]));
  const told = slices.filter((slice) => !slice.departed);
  for (const [collectionNumber, own] of Map.groupBy(departed, (one) => one.collectionNumber)) {
    const { rows } = await connection.query<DepartedRow>({
      name: "departed_for_good",
      text: `select f.scope_id, count(*)::int as count, array_agg(f.record_id)::text as ids
        from (select distinct id from unnest($1::uuid[]) as given (id)) as gone
          join hub.feed f on f.scope_id = any($2::int[]) and f.collection_id = $3 and f.record_id = gone.id
        where not exists (
          select from hub.feed h where h.scope_id = any($2::int[]) and h.collection_id = $3
            and h.record_id = gone.id and not h.departed)
        group by f.scope_id`,
      values: [joinedIds(own), plainArray([...keys.keys()]), collectionNumber],
    });
    for (const { scope_id, count, ids } of rows) {
      told.push({ scope: keys.get(scope_id) ?? "", collectionNumber, departed: true, count, ids });
    }
  }
  return told;
}
