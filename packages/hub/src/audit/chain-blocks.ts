import type { Queryable } from "../database/pool.ts";

/** What a sealed block covers: rows above the former block's, up to and with these numbers. */
export interface BlockRange {
  readonly changesAbove: number;
  readonly changesThrough: number;
  readonly eventsAbove: number;
  readonly eventsThrough: number;
}

/** What the rows of a block come to. */
export interface BlockContent {
  readonly changes: number;
  readonly events: number;
  readonly hash: Buffer;
}

/**
 * Text of a history row, the same for the same content whatever the version of the database: jsonb
 * writes keys in an order of its own and no needless blanks.
 */
const CHANGE_TEXT = `jsonb_build_array(h.seq, h.collection_id, h.record_id, h.version, h.op, h.at_us,
  h.person_id, h.replica_id, h.device_time_ms, h.reason, to_jsonb(h.scope_ids),
  to_jsonb(h.left_scope_ids), h.before, h.after)::text`;
const EVENT_TEXT = `jsonb_build_array(e.id, (extract(epoch from e.at) * 1000000)::bigint, e.kind,
  e.person_id, e.session_id, e.by_person_id, e.detail)::text`;

/**
 * Hash of a block: SHA-256 over the former block's hash, the range, and the SHA-256 of every change
 * and event in it, in the order of their numbers. Computed in the database, so that nothing but the
 * hash travels.
 */
export async function blockContent(
  db: Queryable,
  previous: Buffer,
  range: BlockRange,
): Promise<BlockContent> {
  const { rows } = await db.query<BlockContent & Record<string, unknown>>(
    `with changes as (
       select count(*)::int as n,
         coalesce(string_agg(sha256(convert_to(${CHANGE_TEXT}, 'UTF8')), ''::bytea order by h.seq), '') as hashes
       from hub.history h where h.seq > $2::bigint and h.seq <= $3::bigint
     ), events as (
       select count(*)::int as n,
         coalesce(string_agg(sha256(convert_to(${EVENT_TEXT}, 'UTF8')), ''::bytea order by e.id), '') as hashes
       from hub.events e where e.id > $4::bigint and e.id <= $5::bigint
     )
     select changes.n as changes, events.n as events,
       sha256($1::bytea || convert_to(concat_ws(',', $2::bigint, $3::bigint, $4::bigint, $5::bigint), 'UTF8')
         || changes.hashes || events.hashes) as hash
     from changes, events`,
    [previous, range.changesAbove, range.changesThrough, range.eventsAbove, range.eventsThrough],
  );
  const [content] = rows;
  if (content === undefined) throw new Error("an aggregate answers one row");
  return { changes: content.changes, events: content.events, hash: content.hash };
}

/** What stands before the first block. */
export const GENESIS = Buffer.alloc(32);
