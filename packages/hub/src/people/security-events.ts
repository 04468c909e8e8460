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
export async function recordEvent(db: Queryable, event: SecurityEvent): Promise<void> {
  await db.query(
    `insert into hub.events (kind, person_id, session_id, by_person_id, detail)
     values ($1, $2, $3, $4, $5)`,
    [
      event.kind,
      event.personId ?? null,
      event.sessionId ?? null,
      event.byPersonId ?? null,
      JSON.stringify(event.detail ?? {}),
    ],
  );
}
