import type { SecurityEvent, SecurityEventPage } from "@healthops/protocol/wire/admin";
import type { Queryable, Row } from "../database/pool.ts";
import type { HubActor } from "../hub-actor.ts";
import { momentOfMicros } from "../requests/moment.ts";
import type { GivenParameters } from "../requests/query-parameters.ts";
import {
  described,
  ID,
  MOMENT,
  paging,
  TEXT,
  readParameters,
} from "../requests/query-parameters.ts";
import { isCount, cursorOf, readCursor } from "../requests/page-cursor.ts";
import { requireRole } from "../requests/require-role.ts";

const LIMIT = 50;
const LIST = "events";
const PAGE = 1_000;
/** Of the file; the list takes those of {@link EVENT_LIST_PARAMETERS}. */
export const EVENT_PARAMETERS = {
  from: described("Not before this moment.", MOMENT),
  to: described("Before this moment.", MOMENT),
  person: described("Only of this person.", ID),
  kind: described("Only events of this kind.", TEXT),
  by: described("Only what this person did.", ID),
};
export const EVENT_LIST_PARAMETERS = { ...EVENT_PARAMETERS, ...paging(1000, LIMIT) };
type EventQuery = ReturnType<typeof readParameters<typeof EVENT_PARAMETERS>>;

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
 * Sign-ins, revoked sessions and devices, changed passwords and privileges, exports, newest first; for
 * administrators. Throws a Problem `not_permitted`, `invalid_query` or `invalid_cursor`.
 */
export async function listSecurityEvents(
  db: Queryable,
  actor: HubActor,
  given: GivenParameters,
): Promise<SecurityEventPage> {
  requireRole(actor, "ADMIN");
  const { limit = LIMIT, after, ...asked } = readParameters(given, EVENT_LIST_PARAMETERS);
  const [below = null] = after === undefined ? [] : readCursor(LIST, [isCount], after);
  return eventPage(db, asked, limit, below);
}

/** The same without paging, for an export: page after page, at most `most` events. */
export async function* allSecurityEvents(
  db: Queryable,
  actor: HubActor,
  given: GivenParameters,
  most: number,
): AsyncGenerator<readonly SecurityEvent[]> {
  requireRole(actor, "ADMIN");
  const asked = readParameters(given, EVENT_PARAMETERS);
  let below: number | null = null;
  for (let left = most; left > 0;) {
    const page: SecurityEventPage = await eventPage(db, asked, Math.min(left, PAGE), below);
    yield page.events;
    left -= page.events.length;
    below = page.events.at(-1)?.id ?? null;
    if (page.next === null) return;
  }
}

async function eventPage(
  db: Queryable,
  { from, to, kind, person, by }: EventQuery,
  limit: number,
  below: string | number | null,
): Promise<SecurityEventPage> {
  const { rows } = await db.query<EventRow>(
    `select id, (extract(epoch from at) * 1000000)::bigint as at_us, kind, person_id, session_id,
        by_person_id, detail
      from hub.events
      where ($1::bigint is null or id < $1) and ($2::text is null or kind = $2)
        and ($3::uuid is null or person_id = $3)
        and ($4::bigint is null or at >= to_timestamp($4 / 1000000.0))
        and ($5::bigint is null or at < to_timestamp($5 / 1000000.0))
        and ($6::uuid is null or by_person_id = $6)
      order by id desc limit $7`,
    [below, kind ?? null, person ?? null, from ?? null, to ?? null, by ?? null, limit + 1],
  );
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const more = rows.length > limit && last !== undefined;
  return { events: page.map(eventJson), next: more ? cursorOf(LIST, [last.id]) : null };
}

function eventJson(row: EventRow): SecurityEvent {
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
