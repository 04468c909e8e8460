import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type pg from "pg";
import { newId } from "@healthops/base/ids";
import type { Ports } from "@healthops/base/ports";
import type { ResetLink } from "@healthops/protocol/wire/passwords";
import type { Queryable, Row } from "../database/pool.ts";
import type { HubActor } from "../hub-actor.ts";
import { drawOneTimePassword } from "./one-time-password.ts";
import {
  countersignNeeded,
  ownCountersign,
  resetCodeWrong,
  resetLinkInvalid,
  unknownResetLink,
} from "./reset-problems.ts";
import { recordEvent } from "../security-log/security-events.ts";
import { Batched } from "../database/batched.ts";
import { isoTime } from "../database/iso-time.ts";
import { inTransaction } from "../database/in-transaction.ts";

/** A link is for the same day. */
const LINK_s = 24 * 3600;
const SECRET_BYTES = 32;
/** Wrong codes that a link bears. */
const CODES_MAX = 5;
const TEXT = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([\w-]{43})$/;

type Maker = Pick<HubActor, "personId" | "role">;

/** A link that was made; its text is told this once. */
export interface MadeLink {
  /** What stands behind `/reset#`. */
  readonly text: string;
  readonly expiresAt: string;
  readonly needsCountersign: boolean;
}

/** Makes the one open link of a person; an earlier one ends, and a countersign with it. */
export async function makeResetLink(
  pool: pg.Pool,
  ports: Pick<Ports, "clock" | "random">,
  actor: Maker,
  personId: string,
): Promise<MadeLink> {
  const id = newId(ports);
  const secret = randomBytes(SECRET_BYTES).toString("base64url");
  const needsCountersign = actor.role !== "ADMIN";
  return inTransaction(pool, async (connection) => {
    await endLinksOf(connection, personId, "replaced");
    const { rows } = await connection.query<{ until: string }>(
      `insert into hub.reset_links
         (id, person_id, secret_hash, made_by, needs_countersign, expires_at)
       values ($1, $2, $3, $4, $5, now() + make_interval(secs => $6))
       returning ${isoTime("expires_at")} as until`,
      [id, personId, hashOf(secret), actor.personId, needsCountersign, LINK_s],
    );
    await recordEvent(connection, {
      kind: "reset_link_made",
      personId,
      byPersonId: actor.personId,
      detail: { link: id, byRole: actor.role, needsCountersign },
    });
    return { text: `${id}.${secret}`, expiresAt: rows[0]?.until ?? "", needsCountersign };
  });
}

/** The open links that wait for the actor, that they made, or that are for their own account. */
export async function listResetLinks(db: Queryable, actor: Maker): Promise<ResetLink[]> {
  const { rows } = await db.query<ResetLink & Row>(
    `select l.id, l.person_id as "personId", p.display_name as "displayName", p.username,
       l.made_by as "madeBy", m.display_name as "madeByName", ${isoTime("l.made_at")} as "madeAt",
       ${isoTime("l.expires_at")} as "expiresAt", l.needs_countersign as "needsCountersign",
       l.countersigned_by as "countersignedBy",
       l.needs_countersign and l.countersigned_by is null and l.made_by <> $1
         and ($2 or l.person_id = $1) as "mayCountersign"
     from hub.reset_links l join data.people p on p.id = l.person_id
       left join data.people m on m.id = l.made_by
     where l.ended_at is null and l.expires_at > now()
       and ($2 or l.made_by = $1 or l.person_id = $1)
     order by l.made_at, l.id limit 200`,
    [actor.personId, actor.role === "ADMIN"],
  );
  return rows;
}

/**
 * Countersigns a link that somebody else made; answers the code that the person types beside it. The
 * code goes to the person by another way than the link, so that neither who made the link nor who
 * countersigned it can use it alone. Problems: `unknown_reset_link`, `own_countersign`.
 */
export async function countersign(pool: pg.Pool, actor: Maker, id: string): Promise<string> {
  const code = drawOneTimePassword(2);
  await inTransaction(pool, async (connection) => {
    const link = await openLink(connection, actor, id);
    if (link.made_by === actor.personId) throw ownCountersign();
    if (!link.needs_countersign || link.countersigned_by !== null) throw unknownResetLink(id);
    await connection.query(
      `update hub.reset_links set countersigned_by = $2, countersigned_at = now(), code_hash = $3
        where id = $1`,
      [id, actor.personId, hashOf(code)],
    );
    await note(connection, "reset_link_countersigned", actor, link);
  });
  return code;
}

/** Ends a link: who made it, an administrator, or whose account it is. Problem `unknown_reset_link`. */
export async function refuseResetLink(pool: pg.Pool, actor: Maker, id: string): Promise<void> {
  await inTransaction(pool, async (connection) => {
    const link = await openLink(connection, actor, id);
    await endLinksOf(connection, link.person_id, "refused");
    await note(connection, "reset_link_refused", actor, link);
  });
}

/** What the page of a link shows. Problem `reset_link_invalid`. */
export async function lookAtLink(links: OpenLinks, text: string) {
  const { id, secret } = partsOf(text);
  const link = genuine(await links.of(id), secret);
  const waits = link.needs_countersign && link.countersigned_by === null;
  return {
    username: link.username,
    expiresAt: link.until,
    state: waits
      ? ("waits" as const)
      : link.needs_countersign
        ? ("code" as const)
        : ("ready" as const),
  };
}

export interface UsedLink {
  readonly id: string;
  readonly personId: string;
  readonly username: string;
  readonly madeBy: string;
  readonly countersignedBy: string | null;
}

/**
 * Checks a link and its code and runs `use` with it in the same transaction, after which the link is
 * over. Problems: `reset_link_invalid`, `countersign_needed`, `reset_code_wrong`, and those of `use`.
 */
export async function withResetLink(
  pool: pg.Pool,
  text: string,
  code: string | null,
  use: (connection: pg.PoolClient, link: UsedLink) => Promise<void>,
): Promise<void> {
  const refusal = await inTransaction(pool, async (connection) => {
    const link = await lockedLink(connection, text);
    if (link.needs_countersign) {
      if (link.countersigned_by === null || link.code_hash === null) throw countersignNeeded();
      if (!timingSafeEqual(hashOf(code?.trim().toLowerCase() ?? ""), link.code_hash)) {
        return wrongCode(connection, link);
      }
    }
    await connection.query(
      `update hub.reset_links set ended_at = now(), ended_because = 'used' where id = $1`,
      [link.id],
    );
    const { id, person_id: personId, username, made_by: madeBy } = link;
    const countersignedBy = link.countersigned_by;
    await use(connection, { id, personId, username, madeBy, countersignedBy });
    return null;
  });
  // thrown out here: the counted code must be committed
  if (refusal !== null) throw refusal;
}

async function wrongCode(connection: Queryable, { id, code_failures }: LinkRow) {
  const left = CODES_MAX - code_failures - 1;
  await connection.query(
    `update hub.reset_links set code_failures = code_failures + 1,
       ended_at = case when $2 then now() end, ended_because = case when $2 then 'too_many_codes' end
      where id = $1`,
    [id, left <= 0],
  );
  return resetCodeWrong(Math.max(0, left));
}

/** Links of that person open nothing any more: another way was taken. */
export async function endLinksOf(
  db: Queryable,
  personId: string,
  because: "replaced" | "refused" | "password_set",
): Promise<void> {
  await db.query(
    `update hub.reset_links set ended_at = now(), ended_because = $2
      where person_id = $1 and ended_at is null`,
    [personId, because],
  );
}

interface LinkRow extends Row {
  readonly id: string;
  readonly person_id: string;
  readonly username: string;
  readonly secret_hash: Buffer;
  readonly made_by: string;
  readonly until: string;
  readonly needs_countersign: boolean;
  readonly countersigned_by: string | null;
  readonly code_hash: Buffer | null;
  readonly code_failures: number;
}

const linksWhere = (which: string): string =>
  `select l.*, p.username, ${isoTime("l.expires_at")} as until
  from hub.reset_links l join data.people p on p.id = l.person_id
  where ${which} and l.ended_at is null and l.expires_at > now() and not p.deleted and not p.disabled`;
const OPEN_LINK = linksWhere("l.id = $1");

/** Links that are open, asked for many at once: anybody may ask. */
export type OpenLinks = Batched<string, LinkRow | null>;

export function openLinks(db: Queryable): OpenLinks {
  return new Batched(async (ids) => {
    const { rows } = await db.query<LinkRow>(linksWhere("l.id = any($1)"), [ids]);
    const byId = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => byId.get(id) ?? null);
  });
}

async function lockedLink(connection: Queryable, text: string): Promise<LinkRow> {
  const { id, secret } = partsOf(text);
  const { rows } = await connection.query<LinkRow>(`${OPEN_LINK} for update of l`, [id]);
  return genuine(rows[0] ?? null, secret);
}

function partsOf(text: string): { readonly id: string; readonly secret: string } {
  const [, id = "", secret = ""] = TEXT.exec(text) ?? [];
  if (id === "") throw resetLinkInvalid();
  return { id, secret };
}

function genuine(link: LinkRow | null, secret: string): LinkRow {
  if (link === null || !timingSafeEqual(hashOf(secret), link.secret_hash)) throw resetLinkInvalid();
  return link;
}

async function openLink(connection: Queryable, actor: Maker, id: string): Promise<LinkRow> {
  const { rows } = await connection.query<LinkRow>(`${OPEN_LINK} for update of l`, [id]);
  const link = rows[0];
  const concerned =
    link !== undefined &&
    (actor.role === "ADMIN" || [link.person_id, link.made_by].includes(actor.personId));
  if (!concerned) throw unknownResetLink(id);
  return link;
}

async function note(
  connection: Queryable,
  kind: "reset_link_countersigned" | "reset_link_refused",
  actor: Maker,
  link: LinkRow,
): Promise<void> {
  await recordEvent(connection, {
    kind,
    personId: link.person_id,
    byPersonId: actor.personId,
    detail: { link: link.id, byRole: actor.role },
  });
}

function hashOf(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
