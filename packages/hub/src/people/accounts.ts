import type { Ports } from "@healthops/base/ports";
import { isId } from "@healthops/base/ids";
import { Problem } from "@healthops/base/problem";
import type { Account, AccountPage } from "@healthops/protocol/wire/admin";
import type { SetPasswordAnswer } from "@healthops/protocol/wire/passwords";
import type { Schema } from "@healthops/schema/schema";
import type pg from "pg";
import type { Role } from "@healthops/schema/person";
import { cursorOf, readCursor } from "../requests/page-cursor.ts";
import { requireRole } from "../requests/require-role.ts";
import type { Queryable, Row } from "../database/pool.ts";
import type { HubActor } from "../hub-actor.ts";
import { storePassword } from "./credentials.ts";
import { keyAccount } from "./key-accounts.ts";
import type { ManagedPerson } from "./may-manage.ts";
import { mayManage, mayNotManage, maySeeAccount } from "./may-manage.ts";
import { isOfSites, sitesOfPerson } from "./sites-of-person.ts";
import { drawOneTimePassword, ONE_TIME_s } from "./one-time-password.ts";
import type { PasswordTurns } from "./password-turns.ts";
import { provedAsker } from "./password-turns.ts";
import { assertGoodPassword, assertNotDemoPassword } from "./password-rules.ts";
import type { Principals } from "./principal.ts";
import { isOwned } from "./private-data.ts";
import { makeResetLink } from "./reset-links.ts";
import { resetNeedsLink } from "./reset-problems.ts";
import type { SignInClient } from "../requests/sign-in-client.ts";
import type { SessionSummary } from "./session-list.ts";
import { isoTime } from "../database/iso-time.ts";
import { listSessions, revokeSessions } from "./session-list.ts";

/** What looking after accounts needs of the hub. */
export interface AccountsHub {
  readonly schema: Schema;
  readonly ports: Ports;
  readonly pool: pg.Pool;
  readonly principals: Principals;
  readonly passwords: PasswordTurns;
}

/** Accounts in a page where nobody says how many. */
export const LIMIT = 200;
const LIST = "accounts";

interface AccountRow extends Row {
  readonly id: string;
  readonly role: Role;
  readonly site_ids: readonly string[];
  readonly has_password: boolean;
  readonly must_change: boolean;
  readonly changed_at: string | null;
  readonly sessions: number;
  readonly last_seen_at: string | null;
  readonly devices: number;
}

/** What the hub knows of people's accounts, by person; a Problem `not_permitted` for users. */
export async function listAccounts(
  db: Queryable,
  actor: HubActor,
  asked: { readonly person?: string; readonly limit?: number; readonly after?: string },
): Promise<AccountPage> {
  requireRole(actor, "MANAGER");
  const limit = asked.limit ?? LIMIT;
  const behind = asked.after === undefined ? null : readCursor(LIST, [isId], asked.after)[0];
  const { rows } = await db.query<AccountRow>(
    `select p.id, p.role, ${sitesOfPerson("p")} as site_ids, c.person_id is not null as has_password,
       c.one_time_until is not null as must_change, ${isoTime("c.changed_at")} as changed_at,
       (select count(*) from hub.sessions s
         where s.person_id = p.id and s.revoked_at is null and s.expires_at > now()) as sessions,
       (select ${isoTime("max(s.refreshed_at)")} from hub.sessions s
         where s.person_id = p.id) as last_seen_at,
       (select count(*) from hub.replicas r
         where r.person_id = p.id and r.revoked_at is null) as devices
     from data.people p left join hub.credentials c on c.person_id = p.id
     where not p.deleted and p.kind = 'person' and ($1::uuid is null or p.id > $1) and ($2::uuid is null or p.id = $2)
       and ($3 or ${isOfSites("p", "$4")})
     order by p.id limit $5`,
    [behind, asked.person ?? null, actor.role === "ADMIN", actor.siteIds, limit + 1],
  );
  const accounts = rows.slice(0, limit).map((row) => accountOf(actor, row));
  const last = accounts.at(-1);
  const more = rows.length > limit && last !== undefined;
  return { accounts, next: more ? cursorOf(LIST, [last.personId]) : null };
}

function accountOf(actor: HubActor, row: AccountRow): Account {
  return {
    personId: row.id,
    hasPassword: row.has_password,
    mustChange: row.must_change,
    passwordChangedAt: row.changed_at,
    sessions: row.sessions,
    lastSeenAt: row.last_seen_at,
    devices: row.devices,
    mayManage: mayManage(actor, { id: row.id, role: row.role, siteIds: row.site_ids }),
  };
}

/** The open sessions of somebody whose account the actor sees. Problems as {@link visiblePerson}. */
export async function sessionsOf(
  db: Queryable,
  actor: HubActor,
  personId: string,
): Promise<SessionSummary[]> {
  await visiblePerson(db, actor, personId);
  return listSessions(db, personId);
}

export interface SetPassword {
  /** Undefined: a one-time password is made. */
  readonly password?: string;
  readonly mustChange?: boolean;
  readonly link?: boolean;
}

/**
 * Gives somebody else a password and ends their sessions, or makes a link by which they set one
 * themselves: a manager gets nothing else for an account that is its person's. Problems:
 * `unknown_person` (404), `not_permitted`, `reset_needs_link` (403),
 * `key_account` (409), `weak_password` (422), `demo_password_refused` (403).
 */
export async function setPasswordOf(
  hub: AccountsHub,
  actor: HubActor,
  personId: string,
  asked: SetPassword,
  client: Pick<SignInClient, "mayUseDemo">,
): Promise<SetPasswordAnswer> {
  const person = await managedPerson(hub.pool, actor, personId);
  const isAdmin = actor.role === "ADMIN";
  const owned = !isAdmin && (await isOwned(hub.pool, hub.schema, personId));
  if (owned && asked.password !== undefined) throw resetNeedsLink();
  if (owned || asked.link === true) return linkFor(hub, actor, personId);
  const made = asked.password === undefined ? drawOneTimePassword() : null;
  const password = asked.password ?? made ?? "";
  if (made === null) {
    assertGoodPassword(password, person.username);
    assertNotDemoPassword(password, client);
  }
  // what a manager knows must not stay somebody's password
  const mustChange = made !== null || asked.mustChange === true || !isAdmin;
  const sessionsEnded = await storePassword(hub.pool, {
    personId,
    hash: await hub.passwords.run(provedAsker(actor.personId), (hasher) => hasher.hash(password)),
    by: actor.personId,
    keepSession: null,
    ...(mustChange ? { oneTime_s: ONE_TIME_s } : {}),
    detail: { how: "password", byRole: actor.role },
  });
  hub.principals.forget();
  const expiresAt = mustChange ? await oneTimeUntil(hub.pool, personId) : null;
  return {
    password: made,
    mustChange,
    expiresAt,
    sessionsEnded,
    link: null,
    needsCountersign: false,
  };
}

/** Nothing of the account changes before the person uses the link. */
async function linkFor(
  { pool, ports }: AccountsHub,
  actor: HubActor,
  personId: string,
): Promise<SetPasswordAnswer> {
  const { text, expiresAt, needsCountersign } = await makeResetLink(pool, ports, actor, personId);
  return {
    password: null,
    mustChange: false,
    expiresAt,
    sessionsEnded: 0,
    link: text,
    needsCountersign,
  };
}

/** Ends all sessions of somebody else; answers how many. Problems `unknown_person`, `not_permitted`. */
export async function signOutPerson(
  hub: AccountsHub,
  actor: HubActor,
  personId: string,
): Promise<number> {
  await managedPerson(hub.pool, actor, personId);
  const { pool } = hub;
  const by = actor.personId;
  const ended = await revokeSessions(pool, personId, "signed_out_by_other", null, by);
  hub.principals.forget();
  return ended;
}

interface NamedPerson extends ManagedPerson {
  readonly username: string;
  readonly kind: string;
}

async function managedPerson(db: Queryable, actor: HubActor, id: string): Promise<NamedPerson> {
  const person = await visiblePerson(db, actor, id);
  if (!mayManage(actor, person)) throw mayNotManage();
  if (person.kind === "key") throw keyAccount(id);
  return person;
}

/** Problems: `not_permitted` for users, `unknown_person` (404) also for people of other sites. */
async function visiblePerson(db: Queryable, actor: HubActor, id: string): Promise<NamedPerson> {
  requireRole(actor, "MANAGER");
  const { rows } = await db.query<NamedPerson & Row>(
    `select id, username, kind, role, ${sitesOfPerson("p")} as "siteIds" from data.people p
      where id = $1 and not deleted`,
    [id],
  );
  if (rows[0] !== undefined && maySeeAccount(actor, rows[0])) return rows[0];
  throw new Problem({
    code: "unknown_person",
    status: 404,
    message: `There is no person ${id} that you look after.`,
  });
}

async function oneTimeUntil(db: Queryable, personId: string): Promise<string | null> {
  const { rows } = await db.query<{ until: string | null }>(
    `select ${isoTime("one_time_until")} as until from hub.credentials where person_id = $1`,
    [personId],
  );
  return rows[0]?.until ?? null;
}
