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

const NO_MORE = {
  en: "Whoever did this was no administrator any more: another one took that right just before.",
  tr: "Bunu yapan artık sistem yöneticisi değildi: başka bir yönetici bu yetkiyi az önce aldı.",
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

/**
 * Somebody who can look after the system is always left, also when two take each other's rights at once:
 * whoever takes them must have theirs still, when it is their turn.
 */
export const keepAnAdministrator: HubRule = {
  collections: ["people"],
  code: "last_administrator",
  async check(context, changed) {
    const leaving = changed.find(
      ({ previous, after, deleted, wasDeleted }) =>
        !wasDeleted &&
        // The hub that says of a key's account that it is one takes nobody's rights.
        after["kind"] !== "key" &&
        isAdministrator(previous) &&
        (deleted || !isAdministrator(after)),
    );
    if (leaving === undefined) return [];
    const administrators = await administratorsLeft(context);
    if (administrators.length === 0) {
      return [ruleFault(lostRight(leaving) ?? "", LAST_ADMINISTRATOR)];
    }
    const { actor } = context;
    if (actor.system || administrators.includes(actor.personId)) return [];
    return [ruleFault(lostRight(leaving) ?? "", NO_MORE)];
  },
};

/** The field by which the change takes rights, the empty text for a deletion; null when it takes none. */
function lostRight({ previous, after, deleted }: ChangedRecord): string | null {
  if (previous === null) return null;
  if (deleted) return "";
  if (previous["disabled"] !== true && after["disabled"] === true) return "disabled";
  return previous["role"] === after["role"] ? null : "role";
}

/** The account of a key is nobody who could look after anything. */
function isAdministrator(person: Content | null): boolean {
  if (person === null || person["kind"] === "key") return false;
  return person["role"] === "ADMIN" && person["disabled"] !== true;
}

/** Ids of the administrators that there are after this group. */
async function administratorsLeft({ connection, pending }: RuleContext): Promise<string[]> {
  // Held until the commit: the second of two that take an administrator sees what the first one did.
  await connection.query("select pg_advisory_xact_lock(hashtextextended('administrators', 0))");
  const batch = pending("people");
  const { rows } = await connection.query<{ id: string }>(
    `select id from data.people
      where role = 'ADMIN' and kind = 'person' and not disabled and not deleted
        and not id = any($1::uuid[])`,
    [batch.map(({ id }) => id)],
  );
  const here = batch.filter(({ after, deleted }) => !deleted && isAdministrator(after));
  return [...rows, ...here].map(({ id }) => id);
}
