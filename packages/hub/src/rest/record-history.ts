import type { TableEntry } from "../engine/catalog.ts";
import type { Hub } from "../hub.ts";
import type { HubActor } from "../hub-actor.ts";
import type { GivenParameters } from "../requests/query-parameters.ts";
import { paging, readParameters } from "../requests/query-parameters.ts";
import { unknownRecord } from "./read-record.ts";
import type { HistoryPage, HistoryRow } from "../audit/history-entry.ts";
import { HISTORY_COLUMNS, historyEntry } from "../audit/history-entry.ts";
import { isSmallCount, cursorOf, readCursor } from "../requests/page-cursor.ts";
import { scopeNumbers } from "../audit/scope-numbers.ts";

const LIMIT = 50;
export const HISTORY_PARAMETERS = paging(1000, LIMIT);

export interface HistoryQuery {
  readonly limit?: number;
  readonly after?: string;
}

/** The query parameters of a record's history; throws a Problem `invalid_query`. */
export function historyParameters(given: GivenParameters): HistoryQuery {
  return readParameters(given, HISTORY_PARAMETERS);
}

/**
 * The changes of one record, newest first, as far as the actor may know them: with content while the
 * record was in a scope they hold, without it for the change by which it left one. A Problem
 * `unknown_record` when there is none.
 */
export async function recordHistory(
  hub: Pick<Hub, "pool">,
  entry: TableEntry,
  actor: HubActor,
  id: string,
  { limit = LIMIT, after }: HistoryQuery,
): Promise<HistoryPage> {
  const list = `history ${id}`;
  const below = after === undefined ? null : readCursor(list, [isSmallCount], after)[0];
  const held = await scopeNumbers(hub.pool, actor.scopes);
  const { rows } = await hub.pool.query<HistoryRow>({
    name: "record_history",
    text: `select ${HISTORY_COLUMNS}
      from hub.history h join hub.collections c on c.id = h.collection_id
      where h.record_id = $2 and h.collection_id = $3 and ($4::int is null or h.version < $4)
        and (h.scope_ids && $1::int[] or h.left_scope_ids && $1::int[])
      order by h.version desc limit $5`,
    values: [held, id, entry.number, below, limit + 1],
  });
  if (rows.length === 0 && below === null) throw unknownRecord(entry, id);
  const entries = rows.slice(0, limit).map(historyEntry);
  const last = entries.at(-1);
  const more = rows.length > limit && last !== undefined;
  return { entries, next: more ? cursorOf(list, [last.version]) : null };
}
