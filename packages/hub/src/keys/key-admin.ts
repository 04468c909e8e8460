import { newId } from "@healthops/base/ids";
import type { Ports } from "@healthops/base/ports";
import { Problem } from "@healthops/base/problem";
import type { ApiKey, MadeApiKey, NewApiKey } from "@healthops/protocol/wire/admin";
import type pg from "pg";
import type { Queryable, Row } from "../database/pool.ts";
import type { HubActor } from "../hub-actor.ts";
import type { PersonAdminParts } from "../people/person-admin.ts";
import { addPerson, setDisabled } from "../people/person-admin.ts";
import { recordEvent } from "../security-log/security-events.ts";
import { drawKey, hashKey } from "./api-key.ts";
import { allowLargeUpload } from "./large-upload.ts";

/** What looking after keys needs of the hub. */
export interface KeptHub {
  readonly pool: pg.Pool;
  readonly engine: PersonAdminParts["engine"];
  readonly ports: Pick<Ports, "clock" | "random">;
}

/** A hub, and who looks after its keys: the hub itself (command line) or an administrator. */
export interface KeyAdminParts {
  readonly hub: KeptHub;
  readonly actor: HubActor;
}

const LABEL_MAX = 100;

/**
 * Makes a key and answers it, this once. It gets an account of its own that nobody can sign in to, so
 * that history, conflicts and device lists name the key as they name people. Problems:
 * `unknown_site` (404), `invalid_label` (422).
 */
export async function createKey(
  { hub, actor }: KeyAdminParts,
  { siteId, label: given }: NewApiKey,
): Promise<MadeApiKey> {
  const label = given.trim();
  if (label === "" || [...label].length > LABEL_MAX) {
    throw new Problem({
      code: "invalid_label",
      status: 422,
      message: `Say in 1 to ${LABEL_MAX} characters what the key is for.`,
      faults: [{ field: "label", message: "is needed", allowed: `1 to ${LABEL_MAX} characters` }],
    });
  }
  if (siteId !== null) await assertSite(hub.pool, siteId);
  const key = drawKey(hub.ports.random);
  const mark = newId(hub.ports).slice(-12);
  const id = await addPerson(
    { db: hub.pool, engine: hub.engine, ports: hub.ports, actor, ofHub: true },
    {
      username: `key-${mark}`,
      displayName: label,
      kind: "key",
      role: siteId === null ? "ADMIN" : "MANAGER",
      siteId,
    },
  );
  await hub.pool.query(
    `with key as (
        insert into hub.keys (id, site_id, label, hash, created_by) values ($1, $2, $3, $4, $5)
      )
      insert into hub.replicas (id, person_id) values ($1, $1)`,
    [id, siteId, label, hashKey(key), byOf(actor)],
  );
  await recordEvent(hub.pool, { kind: "key_created", personId: id, byPersonId: byOf(actor) });
  return { id, key };
}

/** Takes a key back: from now on it opens nothing. Problem `unknown_key` (404). */
export async function revokeKey({ hub, actor }: KeyAdminParts, id: string): Promise<void> {
  const { rowCount } = await hub.pool.query(
    `update hub.keys set revoked_at = coalesce(revoked_at, now()),
        revoked_by = case when revoked_at is null then $2::uuid else revoked_by end
      where id = $1`,
    [id, byOf(actor)],
  );
  if (rowCount === 0) throw unknownKey(id);
  const parts = { db: hub.pool, engine: hub.engine, ports: hub.ports, actor, ofHub: true } as const;
  await setDisabled(parts, id, true);
  await recordEvent(hub.pool, { kind: "key_revoked", personId: id, byPersonId: byOf(actor) });
}

/**
 * Gives a key's program another key; the one before opens nothing any more. The program keeps its
 * place: the hub still knows its database. Problem `unknown_key` (404), `key_revoked` (409).
 */
export async function renewKey({ hub, actor }: KeyAdminParts, id: string): Promise<MadeApiKey> {
  const key = drawKey(hub.ports.random);
  const { rows } = await hub.pool.query<{ revoked: boolean }>(
    `update hub.keys set hash = case when revoked_at is null then $2 else hash end where id = $1
      returning revoked_at is not null as revoked`,
    [id, hashKey(key)],
  );
  if (rows[0] === undefined) throw unknownKey(id);
  if (rows[0].revoked) {
    throw new Problem({
      code: "key_revoked",
      status: 409,
      message: "This key was taken back for good. Make a new one.",
    });
  }
  await recordEvent(hub.pool, { kind: "key_renewed", personId: id, byPersonId: byOf(actor) });
  return { id, key };
}

/**
 * Lets a key's program bring, for a day, a file with many times more than its region has. Problem
 * `unknown_key` (404), also for one that was taken back.
 */
export async function allowLarge({ hub, actor }: KeyAdminParts, id: string): Promise<void> {
  if (!(await allowLargeUpload(hub.pool, id))) throw unknownKey(id);
  await recordEvent(hub.pool, { kind: "key_large_allowed", personId: id, byPersonId: byOf(actor) });
}

/** All keys, the newest first. */
export async function listKeys(pool: pg.Pool): Promise<ApiKey[]> {
  const { rows } = await pool.query<ApiKey & Row>(
    `select k.id, k.site_id as "siteId", k.label, ${moment("k.created_at")} as "createdAt",
        k.created_by as "createdBy", ${moment("k.last_used_at")} as "lastUsedAt",
        ${moment("(select max(u.at) from hub.key_uploads u where u.key_id = k.id)")} as "lastUploadAt",
        ${moment("k.revoked_at")} as "revokedAt"
      from hub.keys k order by k.created_at desc, k.id`,
  );
  return rows;
}

function moment(expression: string): string {
  return `to_char(${expression}, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
}

async function assertSite(db: Queryable, siteId: string): Promise<void> {
  const { rows } = await db.query("select from data.sites where id = $1 and not deleted", [siteId]);
  if (rows.length > 0) return;
  throw new Problem({
    code: "unknown_site",
    status: 404,
    message: `There is no site ${siteId}.`,
    faults: [{ field: "siteId", message: "is no site" }],
  });
}

function unknownKey(id: string): Problem {
  return new Problem({ code: "unknown_key", status: 404, message: `There is no key ${id}.` });
}

function byOf(actor: HubActor): string | null {
  return actor.system ? null : actor.personId;
}
