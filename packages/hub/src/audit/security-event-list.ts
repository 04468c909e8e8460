import type { Queryable, Row } from "../database/pool.ts";
import type { HubActor } from "../hub-actor.ts";
import { momentOfMicros } from "../rest/moment.ts";
import type { GivenParameters } from "../rest/query-parameters.ts";
import { ID, MOMENT, TEXT, readParameters, wholeNumber } from "../rest/query-parameters.ts";
import { isCount, place, readPlace } from "./place.ts";
import { requireRole } from "./require-role.ts";

const LIMIT = 50;
const LIST = "events";
const PARAMETERS = {
  from: MOMENT,
  to: MOMENT,
  kind: TEXT,
  person: ID,
  limit: wholeNumber(1, 1000),
  after: TEXT,
};

interface EventRow extends Row {
  readonly id: number;
  readonly at_us: number;
  readonly kind: string;
  readonly person_id: string | null;
  readonly session_id: string | null;
  readonly by_person_id: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
}

/**
 * Failed sign-ins, revoked sessions, changed passwords and privileges, newest first; for
 * administrators. Throws a Problem `not_permitted`, `invalid_query` or `invalid_cursor`.
 */
export async function listSecurityEvents(db: Queryable, actor: HubActor, given: GivenParameters) {
  requireRole(actor, "ADMIN");
  const { from, to, kind, person, limit = LIMIT, after } = readParameters(given, PARAMETERS);
  const below = after === undefined ? null : readPlace(LIST, [isCount], after)[0];
  const { rows } = await db.query<EventRow>(
    `select id, (extract(epoch from at) * 1000000)::bigint as at_us, kind, person_id, session_id,
        by_person_id, detail
      from hub.events
      where ($1::bigint is null or id < $1) and ($2::text is null or kind = $2)
        and ($3::uuid is null or person_id = $3)
        and ($4::bigint is null or at >= to_timestamp($4 / 1000000.0))
        and ($5::bigint is null or at < to_timestamp($5 / 1000000.0))
      order by id desc limit $6`,
    [below, kind ?? null, person ?? null, from ?? null, to ?? null, limit + 1],
  );
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const more = rows.length > limit && last !== undefined;
  return { events: page.map(eventJson), next: more ? place(LIST, [last.id]) : null };
}

function eventJson(row: EventRow) {
  return {
    id: row.id,
    at: momentOfMicros(row.at_us),
    kind: row.kind,
    personId: row.person_id,
    sessionId: row.session_id,
    byPersonId: row.by_person_id,
    detail: row.detail,
  };
}
