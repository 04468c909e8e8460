import { Problem } from "@healthops/base/problem";
import type { Ports } from "@healthops/base/ports";
import { ruleFault } from "@healthops/schema/validate/rule-fault";
import type { Queryable } from "../database/pool.ts";
import type { Engine } from "../engine/engine.ts";
import type { HubRule } from "../engine/rules.ts";
import { SYSTEM_ACTOR } from "../hub-actor.ts";

const NO_PERSON = {
  en: "This is the account of a program's key, no person's. Rename, replace or take the key back under Keys.",
  tr: "Bu bir programın anahtarının hesabıdır, bir kişinin değil. Anahtarı Anahtarlar bölümünden yönetin.",
};

/**
 * The account of a key is no person: its workplace and rights are the key's, so nobody changes, disables
 * or deletes it as one does people; only the administration of keys does.
 */
export const keyAccountsStay: HubRule = {
  collections: ["people"],
  code: "key_account",
  check({ ofHub }, changed) {
    if (ofHub) return [];
    return changed.some(({ previous, after }) => (previous ?? after)["kind"] === "key")
      ? [ruleFault("", NO_PERSON)]
      : [];
  },
};

/** The refusal of what is done for people only, such as giving them a password. */
export function keyAccount(id: string): Problem {
  return new Problem({
    code: "key_account",
    status: 409,
    message: `${NO_PERSON.en} (people ${id})`,
  });
}

/** Whether the id is that of a key and of its account. */
export async function isKeyAccount(db: Queryable, id: string): Promise<boolean> {
  const { rows } = await db.query("select from hub.keys where id = $1", [id]);
  return rows.length > 0;
}

/** Says of the accounts of older keys that they are none of people's; once, at the start of the hub. */
export async function markKeyAccounts(
  db: Queryable,
  engine: Engine,
  ports: Pick<Ports, "clock">,
): Promise<void> {
  const { rows } = await db.query<{ id: string; version: number }>(
    `select p.id, p.version from data.people p join hub.keys k on k.id = p.id
      where p.kind <> 'key' and not p.deleted order by p.id`,
  );
  if (rows.length === 0) return;
  await engine.submit({
    actor: SYSTEM_ACTOR,
    replica: null,
    reason: "The account of a key is no person.",
    groups: rows.map(({ id, version }, at) => ({
      seq: at + 1,
      deviceTime_ms: ports.clock.now(),
      mutations: [
        { collection: "people", id, op: "update" as const, base: version, fields: { kind: "key" } },
      ],
    })),
  });
}
