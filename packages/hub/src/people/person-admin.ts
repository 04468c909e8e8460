import { newId } from "@healthops/base/ids";
import type { Ports } from "@healthops/base/ports";
import { Problem } from "@healthops/base/problem";
import type { Mutation, Receipt } from "@healthops/protocol/wire/push";
import type { Role } from "@healthops/schema/person";
import type { Queryable, Row } from "../database/pool.ts";
import type { Submission } from "../engine/submission.ts";
import type { HubActor } from "../hub-actor.ts";
import { SYSTEM_ACTOR } from "../hub-actor.ts";
import { foldUsername } from "@healthops/schema/username";
import { findAccount, storePassword } from "./credentials.ts";
import { hashPassword } from "./password-hash.ts";
import { assertGoodPassword } from "./password-rules.ts";

/** What looking after people needs; `actor` is who does it, the hub itself when nobody is named. */
export interface PersonAdminParts {
  readonly db: Queryable;
  readonly engine: { submit(submission: Submission): Promise<readonly Receipt[]> };
  readonly ports: Pick<Ports, "clock" | "random">;
  readonly actor?: HubActor;
  /** The hub's own code does it for them, as for the account of a key. */
  readonly ofHub?: true;
}

export interface NewPerson {
  readonly username: string;
  readonly displayName: string;
  readonly role: Role;
  readonly duties?: readonly string[];
  readonly siteId?: string | null;
  /** Further sites. */
  readonly siteIds?: readonly string[];
  /** Without one the person cannot sign in yet. */
  readonly password?: string;
  /** Only the hub's own code makes an account that is no person's. */
  readonly kind?: "key";
}

/** A person as administrators list them. */
export interface PersonSummary {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
  readonly role: Role;
  readonly duties: readonly string[];
  readonly siteId: string | null;
  readonly siteIds: readonly string[];
  readonly disabled: boolean;
  readonly hasPassword: boolean;
  readonly sessions: number;
}

/**
 * Adds a person as a record like any other, with a password beside it; answers the id. Problems:
 * `username_taken` (409), `weak_password` (422), and what the record's own rules say.
 */
export async function addPerson(parts: PersonAdminParts, person: NewPerson): Promise<string> {
  const { password, ...rest } = person;
  // As it will be found: who types it with a Turkish capital means the same name.
  const username = foldUsername(person.username);
  if (password !== undefined) assertGoodPassword(password, username);
  if ((await findPersonId(parts.db, username)) !== null) {
    throw new Problem({
      code: "username_taken",
      status: 409,
      message: "Somebody has this user name already. Choose another one.",
      faults: [{ field: "username", message: "is taken already" }],
    });
  }
  const id = newId(parts.ports);
  const fields = {
    ...rest,
    username,
    duties: [...(person.duties ?? [])],
    siteId: person.siteId ?? null,
    siteIds: [...(person.siteIds ?? [])],
  };
  await submitOne(parts, { collection: "people", id, op: "create", base: 0, fields });
  if (password !== undefined) await setPassword(parts, id, password);
  return id;
}

/**
 * Gives a person a new password and ends their sessions. Problems: `weak_password`, `unknown_person`,
 * `key_account`.
 */
export async function setPassword(
  parts: PersonAdminParts,
  personId: string,
  password: string,
): Promise<void> {
  const { username } = await personRow(parts.db, personId);
  assertGoodPassword(password, username);
  const by = parts.actor === undefined || parts.actor.system ? null : parts.actor.personId;
  await storePassword(parts.db, {
    personId,
    hash: await hashPassword(password),
    by,
    keepSession: null,
  });
}

/** Disables a person, which ends all their sessions in the same moment, or enables them again. */
export async function setDisabled(
  parts: PersonAdminParts,
  personId: string,
  disabled: boolean,
): Promise<void> {
  const { version } = await personRow(parts.db, personId);
  await submitOne(parts, {
    collection: "people",
    id: personId,
    op: "update",
    base: version,
    fields: { disabled },
  });
}

/** The id of the person with that user name, typed in whatever case; null when there is none. */
export async function findPersonId(db: Queryable, username: string): Promise<string | null> {
  const account = await findAccount(db, foldUsername(username));
  return account?.personId ?? null;
}

/** All people, without the accounts of keys, by user name, with whether they can sign in and how many sessions they have open. */
export async function listPeople(db: Queryable): Promise<PersonSummary[]> {
  const { rows } = await db.query<PersonSummary & Row>(
    `select p.id, p.username, p.display_name as "displayName", p.role, p.duties, p.site_id as "siteId", p.site_ids as "siteIds",
       p.disabled, c.person_id is not null as "hasPassword",
       (select count(*) from hub.sessions s where s.person_id = p.id
         and s.revoked_at is null and s.expires_at > now()) as sessions
     from data.people p left join hub.credentials c on c.person_id = p.id
     where not p.deleted and p.kind = 'person' order by p.username, p.id`,
  );
  return rows;
}

async function personRow(
  db: Queryable,
  personId: string,
): Promise<{ username: string; version: number }> {
  const { rows } = await db.query<{ username: string; version: number }>(
    `select username, version from data.people where id = $1 and not deleted`,
    [personId],
  );
  if (rows[0] !== undefined) return rows[0];
  throw new Problem({
    code: "unknown_person",
    status: 404,
    message: `There is no person ${personId}.`,
  });
}

async function submitOne(parts: PersonAdminParts, mutation: Mutation): Promise<void> {
  const [receipt] = await parts.engine.submit({
    actor: parts.actor ?? SYSTEM_ACTOR,
    replica: null,
    ...(parts.ofHub === undefined ? {} : { ofHub: parts.ofHub }),
    groups: [{ seq: 1, deviceTime_ms: parts.ports.clock.now(), mutations: [mutation] }],
  });
  const answer = receipt?.mutations[0];
  if (answer?.status !== "rejected") return;
  throw new Problem({
    code: answer.code,
    status: 422,
    message: answer.message,
    faults: answer.faults,
  });
}
