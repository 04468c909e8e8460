import type { Queryable, Row } from "../database/pool.ts";
import { recordEvent } from "./security-events.ts";
import { hashSecret, parseRefreshToken } from "./refresh-token.ts";

/** Why a session ended. */
export type RevokedBecause =
  | "signed_out"
  | "revoked_by_person"
  | "signed_out_by_other"
  | "password_changed"
  | "device_revoked";

/** A session as its person sees it. Times are ISO texts of the hub's clock. */
export interface SessionSummary {
  readonly id: string;
  readonly replicaId: string | null;
  readonly createdAt: string;
  readonly refreshedAt: string;
  readonly expiresAt: string;
}

/** The sessions of a person that still hold, the latest used first. */
export async function listSessions(db: Queryable, personId: string): Promise<SessionSummary[]> {
  const { rows } = await db.query<SessionSummary & Row>(
    `select id, replica_id as "replicaId", ${isoTime("created_at")} as "createdAt",
       ${isoTime("refreshed_at")} as "refreshedAt", ${isoTime("expires_at")} as "expiresAt"
     from hub.sessions where person_id = $1 and revoked_at is null and expires_at > now()
     order by refreshed_at desc, id limit 200`,
    [personId],
  );
  return rows;
}

/** Ends one session of that person; false when it has none such that still holds. */
export async function revokeSession(
  db: Queryable,
  personId: string,
  sessionId: string,
  because: RevokedBecause,
): Promise<boolean> {
  const { rowCount } = await db.query(
    `update hub.sessions set revoked_at = now(), revoked_because = $3
     where id = $1 and person_id = $2 and revoked_at is null`,
    [sessionId, personId, because],
  );
  if (rowCount === 0) return false;
  await recordEvent(db, { kind: "session_revoked", personId, sessionId, detail: { because } });
  return true;
}

/** Ends every session of a person but one (`except`); answers how many. `by`: when somebody else did. */
export async function revokeSessions(
  db: Queryable,
  personId: string,
  because: RevokedBecause,
  except: string | null,
  by: string | null = null,
): Promise<number> {
  const { rows } = await db.query<{ id: string }>(
    `update hub.sessions set revoked_at = now(), revoked_because = $3
     where person_id = $1 and id is distinct from $2 and revoked_at is null returning id`,
    [personId, except, because],
  );
  if (rows.length > 0) {
    await recordEvent(db, {
      kind: "session_revoked",
      personId,
      byPersonId: by,
      detail: { because, sessions: rows.length },
    });
  }
  return rows.length;
}

/** Whose session a refresh token continues; null when the token is not one of ours. */
export async function ownerOfRefreshToken(
  db: Queryable,
  refreshToken: string,
): Promise<{ personId: string; sessionId: string } | null> {
  const token = parseRefreshToken(refreshToken);
  if (token === null) return null;
  const { rows } = await db.query<{ personId: string; sessionId: string }>(
    `select person_id as "personId", id as "sessionId" from hub.sessions
     where id = $1 and family_hash = $2`,
    [token.sessionId, hashSecret(token.familySecret)],
  );
  return rows[0] ?? null;
}

/** A `timestamptz` column as ISO text in UTC. */
export function isoTime(column: string): string {
  return `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}
