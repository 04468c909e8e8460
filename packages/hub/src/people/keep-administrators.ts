import { ruleFault } from "@healthops/schema/validate/rule-fault";
import type { Content } from "@healthops/schema/record";
import type { ChangedRecord, HubRule, RuleContext } from "../engine/rules.ts";

const OWN_RIGHTS = {
  en: "Nobody disables, demotes or deletes themselves, so that they do not lock themselves out. Ask another administrator.",
  tr: "Kendini dışarıda bırakmaması için kimse kendi hesabını kapatamaz, silemez veya kendi yetkisini düşüremez. Başka bir sistem yöneticisinden isteyin.",
};
const LAST_ADMINISTRATOR = {
  en: "This is the last enabled administrator. Make somebody else one first, or nobody could look after the system.",
  tr: "Bu, etkin son sistem yöneticisi. Önce başka birini sistem yöneticisi yapın; yoksa sisteme kimse bakamaz.",
};

/** An administrator cannot take their own rights by mistake; another one can. */
export const keepOwnRights: HubRule = {
  collections: ["people"],
  code: "own_rights",
  check: async ({ actor }, changed) => {
    if (actor.system) return [];
    const own = changed.find(({ id }) => id === actor.personId);
    const lost = own === undefined ? null : lostRight(own);
    return lost === null ? [] : [ruleFault(lost, OWN_RIGHTS)];
  },
};

/** Somebody who can look after the system is always left, also when two demote each other at once. */
export const keepAnAdministrator: HubRule = {
  collections: ["people"],
  code: "last_administrator",
  async check(context, changed) {
    const leaving = changed.find(
      ({ previous, after, deleted }) =>
        isAdministrator(previous) && (deleted || !isAdministrator(after)),
    );
    if (leaving === undefined || (await oneIsLeft(context))) return [];
    return [ruleFault(lostRight(leaving) ?? "", LAST_ADMINISTRATOR)];
  },
};

/** The field by which the change takes rights, the empty text for a deletion; null when it takes none. */
function lostRight({ previous, after, deleted }: ChangedRecord): string | null {
  if (previous === null) return null;
  if (deleted) return "";
  if (previous["disabled"] !== true && after["disabled"] === true) return "disabled";
  return previous["role"] === after["role"] ? null : "role";
}

function isAdministrator(person: Content | null): boolean {
  return person !== null && person["role"] === "ADMIN" && person["disabled"] !== true;
}

async function oneIsLeft({ connection, pending }: RuleContext): Promise<boolean> {
  // Held until the commit: the second of two that take an administrator sees what the first one did.
  await connection.query("select pg_advisory_xact_lock(hashtextextended('administrators', 0))");
  const batch = pending("people");
  if (batch.some(({ after, deleted }) => !deleted && isAdministrator(after))) return true;
  const { rows } = await connection.query(
    `select from data.people
      where role = 'ADMIN' and not disabled and not deleted and not id = any($1::uuid[]) limit 1`,
    [batch.map(({ id }) => id)],
  );
  return rows.length > 0;
}
