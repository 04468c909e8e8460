import type { SecurityEventKind } from "@healthops/protocol/security-event-kinds";
import type { Queryable } from "../database/pool.ts";

export interface SecurityEvent {
  readonly kind: SecurityEventKind;
  readonly personId?: string | null;
  readonly sessionId?: string | null;
  /** Who did it, when it was somebody else. */
  readonly byPersonId?: string | null;
  /** Ids and codes only, never names, addresses or secrets. */
  readonly detail?: Readonly<Record<string, string | number | boolean | null>>;
}

/** Appends an event to the hub's security log. Changes of privileges are recorded by the database itself. */
export function recordEvent(db: Queryable, event: SecurityEvent): Promise<void> {
  return recordEvents(db, [event]);
}

/** Appends events in their order. */
export async function recordEvents(db: Queryable, events: readonly SecurityEvent[]): Promise<void> {
  await db.query(
    `insert into hub.events (kind, person_id, session_id, by_person_id, detail)
     select kind, person_id, session_id, by_person_id, detail::jsonb
     from unnest($1::text[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[])
       with ordinality as e (kind, person_id, session_id, by_person_id, detail, place)
     order by place`,
    [
      events.map(({ kind }) => kind),
      events.map(({ personId }) => personId ?? null),
      events.map(({ sessionId }) => sessionId ?? null),
      events.map(({ byPersonId }) => byPersonId ?? null),
      events.map(({ detail }) => JSON.stringify(detail ?? {})),
    ],
  );
}
