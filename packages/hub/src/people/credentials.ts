import type { Queryable, Row } from "../database/pool.ts";
import { isKeyAccount, keyAccount } from "./key-accounts.ts";
import { endLinksOf } from "./reset-links.ts";
import { recordEvent } from "../security-log/security-events.ts";
import { revokeSessions } from "./session-list.ts";

/** An account as signing in needs it. */
export interface Account {
  readonly personId: string;
  readonly username: string;
  readonly disabled: boolean;
  /** Null when the person was never given a password. */
  readonly passwordHash: string | null;
  /** The password is somebody else's choice and must be changed: while there is time, or no more. */
  readonly oneTime: "open" | "expired" | null;
  /** Who made the one-time password, when somebody did. */
  readonly oneTimeBy: string | null;
}

const USERNAME = /^[a-z0-9][a-z0-9._-]{0,59}$/;

/**
 * The account of that (folded) user name; null when there is none, as for the account of a key: nobody
 * signs in to it, whatever password it was once given.
 */
export async function findAccount(db: Queryable, username: string): Promise<Account | null> {
  return (await findAccounts(db, [username]))[0] ?? null;
}

/** {@link findAccount} for many names at once, in their order. */
export async function findAccounts(
  db: Queryable,
  usernames: readonly string[],
): Promise<(Account | null)[]> {
  const possible = usernames.filter((name) => USERNAME.test(name));
  const { rows } = await db.query<Account & Row>(
    `select distinct on (p.username) p.id as "personId", p.username, p.disabled,
       c.password_hash as "passwordHash",
       case when c.one_time_until > now() then 'open'
            when c.one_time_until is not null then 'expired' end as "oneTime",
       c.one_time_by as "oneTimeBy"
     from data.people p left join hub.credentials c on c.person_id = p.id
     where p.username = any($1) and not p.deleted
       and not exists (select from hub.keys k where k.id = p.id)
     order by p.username, c.person_id is null, p.created_at_us, p.id`,
    [possible],
  );
  const byName = new Map(rows.map((account) => [account.username, account]));
  return usernames.map((name) => byName.get(name) ?? null);
}

/** Replaces a hash by one of today's costs; the password itself stays the same. */
export async function renewHash(db: Queryable, personId: string, hash: string): Promise<void> {
  await db.query(`update hub.credentials set password_hash = $2 where person_id = $1`, [
    personId,
    hash,
  ]);
}

export interface NewPassword {
  readonly personId: string;
  readonly hash: string;
  /** Who did it, null for the hub itself. */
  readonly by: string | null;
  /** The one session that goes on; null: none. */
  readonly keepSession: string | null;
  /** Seconds in which the person has to change it; left out: it is their own. */
  readonly oneTime_s?: number;
  /** For the security event: how it came about. */
  readonly detail?: Readonly<Record<string, string | null>>;
}

/**
 * Stores a new password's hash and ends the person's sessions; answers how many. Problem `key_account`.
 */
export async function storePassword(db: Queryable, change: NewPassword): Promise<number> {
  if (await isKeyAccount(db, change.personId)) throw keyAccount(change.personId);
  await db.query(
    `insert into hub.credentials as c
       (person_id, password_hash, one_time_until, claimed_at, one_time_by)
     values ($1, $2, now() + make_interval(secs => $3::double precision),
       case when $3 is null then now() end, $4)
     on conflict (person_id) do update set password_hash = $2, changed_at = now(),
       one_time_until = excluded.one_time_until, one_time_by = excluded.one_time_by,
       claimed_at = coalesce(c.claimed_at, case when c.one_time_until is null then c.changed_at end,
         excluded.claimed_at)`,
    [
      change.personId,
      change.hash,
      change.oneTime_s ?? null,
      change.oneTime_s === undefined ? null : change.by,
    ],
  );
  await endLinksOf(db, change.personId, "password_set");
  await recordEvent(db, {
    kind: "password_changed",
    personId: change.personId,
    byPersonId: change.by,
    detail: { mustChange: change.oneTime_s !== undefined, ...change.detail },
  });
  return revokeSessions(db, change.personId, "password_changed", change.keepSession);
}
