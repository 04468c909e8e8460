import type { SecurityEvent, SecurityEventPage } from "@healthops/protocol/wire/admin";
import type { Queryable, Row } from "../database/pool.ts";
import type { HubActor } from "../hub-actor.ts";
import { momentOfMicros } from "../requests/moment.ts";
import type { GivenParameters } from "../requests/query-parameters.ts";
import { ID, MOMENT, TEXT, readParameters, wholeNumber } from "../requests/query-parameters.ts";
import { isCount, cursorOf, readCursor } from "../requests/page-cursor.ts";
import { requireRole } from "../requests/require-role.ts";

const LIMIT = 50;
const LIST = "events";
const PAGE = 1_000;
const PARAMETERS = { from: MOMENT, to: MOMENT, kind: TEXT, person: ID, by: ID };
const PAGING = { limit: wholeNumber(1, 1000), after: TEXT };
type EventQuery = ReturnType<typeof readParameters<typeof PARAMETERS>>;

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
  const { limit = LIMIT, after, ...asked } = readParameters(given, { ...PARAMETERS, ...PAGING });
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
  const asked = readParameters(given, PARAMETERS);
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
