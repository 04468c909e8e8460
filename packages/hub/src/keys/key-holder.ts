import { Problem } from "@healthops/base/problem";
import type { Duties } from "@healthops/schema/duty";
import { scopesHeldBy, whoActs } from "@healthops/schema/person";
import { Batched } from "../database/batched.ts";
import type { Queryable, Row } from "../database/pool.ts";
import type { HubActor } from "../hub-actor.ts";
import { hashKey, isKeyText } from "./api-key.ts";

/** The program that a key was made for, as routes and the engine know it. */
export interface KeyHolder {
  readonly keyId: string;
  /** The only site whose records it may see and write; null for all. */
  readonly siteId: string | null;
  readonly actor: HubActor;
}

interface KeyRow extends Row {
  readonly id: string;
  readonly hash: Buffer;
  readonly site_id: string | null;
  readonly revoked: boolean;
  readonly disabled: boolean;
  readonly all_site_ids: string[];
}

/**
 * Who holds the key of a request. A key acts as a manager of its site, one for all sites as an
 * administrator. Problems (401): `key_required`, `key_invalid`, `key_revoked`.
 */
export async function keyHolder(keys: KeyRows, given: string | undefined): Promise<KeyHolder> {
  if (given === undefined || given === "") {
    throw refusal(
      "key_required",
      "Send the key of this program in the header X-API-KEY. An administrator makes one with: healthops key create",
    );
  }
  const row = isKeyText(given) ? await keys.of(hashKey(given)) : null;
  if (row === null) {
    throw refusal(
      "key_invalid",
      "The hub does not know this key. Copy it again as it was shown when it was made, or ask an administrator for a new one.",
    );
  }
  if (row.revoked || row.disabled) {
    throw refusal(
      "key_revoked",
      "This key was taken back. Nothing is lost: ask an administrator for a new one.",
    );
  }
  return { keyId: row.id, siteId: row.site_id, actor: row.actor };
}

/** A key as it is kept, and who acts by it. */
interface KnownKey extends KeyRow {
  readonly actor: HubActor;
}

/** What is kept of keys, by their hashes, asked for many at once: anybody may try one. */
export type KeyRows = Batched<Buffer, KnownKey | null>;

export function keyRows(db: Queryable, duties: Duties): KeyRows {
  return new Batched(async (hashes) => {
    const { rows } = await db.query<KeyRow>({
      name: "key_holders",
      text: `select k.id, k.hash, k.site_id,
          k.revoked_at is not null or r.revoked_at is not null as revoked,
          coalesce(p.disabled or p.deleted, true) as disabled,
          case when k.site_id is null then array(select id::text from data.sites) else '{}' end as all_site_ids
        from hub.keys k
        left join data.people p on p.id = k.id
        left join hub.replicas r on r.id = k.id
        where k.hash = any($1)`,
      values: [hashes],
    });
    return hashes.map((hash) => {
      const row = rows.find((one) => one.hash.equals(hash));
      return row === undefined ? null : Object.assign(row, { actor: actorOf(duties, row) });
    });
  });
}

function actorOf(duties: Duties, row: KeyRow): HubActor {
  const role = row.site_id === null ? ("ADMIN" as const) : ("MANAGER" as const);
  const person = whoActs(duties, { personId: row.id, role, duties: [], siteId: row.site_id });
  return {
    ...person,
    scopes: new Set(scopesHeldBy(duties, person, row.all_site_ids)),
    replicaId: row.id,
    system: false,
  };
}

function refusal(code: string, message: string): Problem {
  return new Problem({ code, status: 401, message });
}
