import type pg from "pg";
import { newId } from "@healthops/base/ids";
import type { Ports } from "@healthops/base/ports";
import { Problem } from "@healthops/base/problem";
import type { Queryable, Row } from "../database/pool.ts";
import type { BarredDevice } from "../access/barred-device.ts";
import { BARRED_JSON, refuseBarred } from "../access/barred-device.ts";
import type { RefreshingDevice } from "@healthops/protocol/wire/auth";
import { personDisabled } from "./principal.ts";
import { recognisedCopy } from "./recognised-copy.ts";
import type { RefreshableSession, RefreshDecision, RefreshToken } from "./refresh-token.ts";
import {
  decideRefresh,
  drawRefreshToken,
  formatRefreshToken,
  hashSecret,
} from "./refresh-token.ts";
import { recordEvent } from "../security-log/security-events.ts";
import { inTransaction } from "../database/in-transaction.ts";

/** A session ends when its device has not come back for so long. */
export const SESSION_s = 30 * 24 * 3600;

/** A session and the refresh token that continues it, as text. */
export interface SessionTicket {
  readonly sessionId: string;
  readonly personId: string;
  readonly refreshToken: string;
}

/** Opens a session for somebody who proved who they are. */
export async function openSession(
  db: Queryable,
  ports: Pick<Ports, "clock" | "random">,
  personId: string,
  replicaId: string | null,
): Promise<SessionTicket> {
  const token = drawRefreshToken(newId(ports));
  await db.query(
    `insert into hub.sessions (id, person_id, replica_id, family_hash, token_hash, expires_at)
     values ($1, $2, $3, $4, $5, now() + make_interval(secs => $6))`,
    [
      token.sessionId,
      personId,
      replicaId,
      hashSecret(token.familySecret),
      hashSecret(token.secret),
      SESSION_s,
    ],
  );
  return { sessionId: token.sessionId, personId, refreshToken: formatRefreshToken(token) };
}

/**
 * Exchanges a refresh token for its successor. A token that was exchanged before is a stolen one or
 * its victim's: nobody can tell, so the whole session ends; unless `attempt` proves that it is the
 * same device, repeating an exchange whose answer it never got. Problems (401): `token_invalid`,
 * `token_expired`, `session_revoked`, `refresh_reused`; `device_copied` (409); `person_disabled`, `device_revoked`,
 * `device_wiped` (403).
 */
export async function rotateSession(
  pool: pg.Pool,
  token: RefreshToken,
  attempt: string | null = null,
  device: RefreshingDevice | null = null,
): Promise<SessionTicket> {
  const outcome = await inTransaction(pool, async (connection) => {
    const session = await lockSession(connection, token.sessionId);
    const decision = decideRefresh(token, session, attempt);
    const genuine = decision === "rotate" || decision === "revoked" || decision === "expired";
    if (session !== null && genuine && session.barred !== null) return session.barred;
    if (session !== null && genuine && session.disabled) return personDisabled();
    if (session !== null && device !== null && (decision === "rotate" || decision === "reused")) {
      const copy = await recognisedCopy(connection, session, device, decision);
      if (copy !== null) return copy;
    }
    if (decision === "reused")
      await revokeReused(connection, token.sessionId, session?.personId ?? null);
    if (decision !== "rotate" || session === null) return refreshRefused(decision);
    return rotate(connection, token, session.personId, attempt);
  });
  // thrown out here: the revocation of a reused token must be committed
  if (outcome instanceof Problem) throw outcome;
  if ("receipt" in outcome) return refuseBarred(pool, outcome);
  return outcome;
}

interface LockedSession extends RefreshableSession {
  readonly sessionId: string;
  readonly replicaId: string | null;
  readonly personId: string;
  readonly disabled: boolean;
  readonly barred: BarredDevice | null;
}

async function lockSession(
  connection: pg.PoolClient,
  sessionId: string,
): Promise<LockedSession | null> {
  const { rows } = await connection.query<LockedSession & Row>(
    `select s.id as "sessionId", s.replica_id as "replicaId", s.person_id as "personId", s.family_hash as "familyHash", s.token_hash as "tokenHash",
       s.previous_hash as "previousHash", s.attempt_hash as "attemptHash",
       s.revoked_at is not null as revoked, s.expires_at <= now() as expired,
       coalesce(p.disabled or p.deleted, true) as disabled,
       case when r.revoked_at is not null then ${BARRED_JSON} end as barred
     from hub.sessions s left join data.people p on p.id = s.person_id
       left join hub.replicas r on r.id = s.replica_id and r.person_id = s.person_id
     where s.id = $1 for update of s`,
    [sessionId],
  );
  return rows[0] ?? null;
}

async function rotate(
  connection: pg.PoolClient,
  used: RefreshToken,
  personId: string,
  attempt: string | null,
): Promise<SessionTicket> {
  const next = drawRefreshToken(used.sessionId, used.familySecret);
  await connection.query(
    `update hub.sessions set token_hash = $2, previous_hash = $3, attempt_hash = $4,
       refreshed_at = now(), expires_at = now() + make_interval(secs => $5) where id = $1`,
    [
      used.sessionId,
      hashSecret(next.secret),
      hashSecret(used.secret),
      attempt === null ? null : hashSecret(Buffer.from(attempt)),
      SESSION_s,
    ],
  );
  return { sessionId: used.sessionId, personId, refreshToken: formatRefreshToken(next) };
}

async function revokeReused(
  connection: pg.PoolClient,
  sessionId: string,
  personId: string | null,
): Promise<void> {
  await connection.query(
    `update hub.sessions set revoked_at = now(), revoked_because = 'refresh_reused' where id = $1`,
    [sessionId],
  );
  await recordEvent(connection, { kind: "refresh_reused", personId, sessionId });
}

export function refreshRefused(decision: RefreshDecision): Problem {
  const [code, message] = REFUSALS[decision];
  return new Problem({ code, status: 401, message });
}

const REFUSALS: Record<RefreshDecision, readonly [code: string, message: string]> = {
  rotate: ["token_invalid", "The refresh token is not one of this hub. Sign in again."],
  unknown: ["token_invalid", "The refresh token is not one of this hub. Sign in again."],
  expired: ["token_expired", "This device has not been in touch for too long. Sign in again."],
  revoked: ["session_revoked", "This session was ended. Sign in again."],
  reused: [
    "refresh_reused",
    "This refresh token was used before, so the session was ended for safety. Sign in again.",
  ],
};
