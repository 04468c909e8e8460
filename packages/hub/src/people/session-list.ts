import { Batched } from "../database/batched.ts";
import { isoTime } from "../database/iso-time.ts";
import type { Queryable, Row } from "../database/pool.ts";
import { recordEvent } from "../security-log/security-events.ts";
import type { RefreshToken } from "./refresh-token.ts";
import { hashSecret } from "./refresh-token.ts";

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

/** Whose session a refresh token continues. */
export interface RefreshOwner {
  readonly personId: string;
  readonly sessionId: string;
}

/** Whose refresh tokens are; null for one that is not of ours. Asked for many at once: anybody may ask. */
export function refreshOwners(db: Queryable): Batched<RefreshToken, RefreshOwner | null> {
  return new Batched(async (tokens) => {
    const { rows } = await db.query<RefreshOwner & Row & { family: Buffer }>(
      `select person_id as "personId", id as "sessionId", family_hash as family from hub.sessions
       where id = any($1)`,
      [tokens.map(({ sessionId }) => sessionId)],
    );
    const byId = new Map(rows.map((row) => [row.sessionId, row]));
    return tokens.map(({ sessionId, familySecret }) => {
      const row = byId.get(sessionId);
      if (row === undefined || !row.family.equals(hashSecret(familySecret))) return null;
      return { personId: row.personId, sessionId };
    });
  });
}
