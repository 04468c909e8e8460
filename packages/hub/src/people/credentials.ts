import type { Queryable, Row } from "../database/pool.ts";
import { recordEvent } from "./security-events.ts";
import { revokeSessions } from "./session-list.ts";

/** An account as signing in needs it. */
export interface Account {
  readonly personId: string;
  readonly username: string;
  readonly disabled: boolean;
  /** Null when the person was never given a password. */
  readonly passwordHash: string | null;
}

const USERNAME = /^[a-z0-9][a-z0-9._-]{0,59}$/;

/** The user name as accounts are found by: people type capitals and spaces that no name has. */
export function foldUsername(typed: string): string {
  return typed.trim().toLowerCase();
}

/** The account of that (folded) user name; null when there is none. */
export async function findAccount(db: Queryable, username: string): Promise<Account | null> {
  if (!USERNAME.test(username)) return null;
  const { rows } = await db.query<Account & Row>(
    `select p.id as "personId", p.username, p.disabled, c.password_hash as "passwordHash"
     from data.people p left join hub.credentials c on c.person_id = p.id
     where p.username = $1 and not p.deleted
     order by c.person_id is null, p.created_at_us, p.id limit 1`,
    [username],
  );
  return rows[0] ?? null;
}

/** Replaces a hash by one of today's costs; the password itself stays the same. */
export async function renewHash(db: Queryable, personId: string, hash: string): Promise<void> {
  await db.query(`update hub.credentials set password_hash = $2 where person_id = $1`, [
    personId,
    hash,
  ]);
}

/**
 * Stores a new password's hash and ends the person's sessions but `keepSession`. `by` is who did it,
 * null for the hub itself.
 */
export async function storePassword(
  db: Queryable,
  change: { personId: string; hash: string; by: string | null; keepSession: string | null },
): Promise<void> {
  await db.query(
    `insert into hub.credentials (person_id, password_hash) values ($1, $2)
     on conflict (person_id) do update set password_hash = $2, changed_at = now()`,
    [change.personId, change.hash],
  );
  await recordEvent(db, {
    kind: "password_changed",
    personId: change.personId,
    byPersonId: change.by,
  });
  await revokeSessions(db, change.personId, "password_changed", change.keepSession);
}
