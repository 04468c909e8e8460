import { useLabel, useLanguage, useText } from "@healthops/ui/i18n/language-provider.tsx";
import { useSchema } from "@healthops/ui/data/replica-provider.tsx";
import type { Label } from "@healthops/schema/field";

const WORDS: Readonly<Record<string, Label>> = {
  unknown: { en: "no such user name", tr: "böyle bir kullanıcı adı yok" },
  password: { en: "wrong password", tr: "yanlış parola" },
  not_kept: { en: "too many to keep each", tr: "her biri saklanamayacak kadar çok" },
  disabled: { en: "the account is disabled", tr: "hesap devre dışı" },
  change_password: { en: "wrong current password", tr: "şimdiki parola yanlış" },
  signed_out: { en: "signed out", tr: "oturumu kapattı" },
  signed_out_by_manager: { en: "ended by a manager", tr: "bir yönetici sonlandırdı" },
  revoked_by_person: { en: "ended by the person", tr: "kişi kendisi sonlandırdı" },
  password_changed: { en: "password changed", tr: "parola değişti" },
  person_disabled: { en: "person disabled", tr: "kişi devre dışı bırakıldı" },
  device_revoked: { en: "device revoked", tr: "aygıtın erişimi kaldırıldı" },
  refresh_reused: { en: "session used twice", tr: "oturum iki kez kullanıldı" },
  replace_password: { en: "wrong one-time password", tr: "yanlış tek kullanımlık parola" },
  link: { en: "by a link", tr: "bağlantıyla" },
  USER: { en: "user", tr: "kullanıcı" },
  MANAGER: { en: "manager", tr: "yönetici" },
  ADMIN: { en: "administrator", tr: "sistem yöneticisi" },
  deleted: { en: "deleted", tr: "silindi" },
  audit: { en: "audit", tr: "denetim kaydı" },
  events: { en: "events", tr: "olaylar" },
};

const NAMES: Readonly<Record<string, Label>> = {
  sessions: { en: "sessions", tr: "oturum" },
  count: { en: "number", tr: "sayı" },
  rows: { en: "rows", tr: "satır" },
  lostChanges: { en: "changes lost", tr: "kaybolan değişiklik" },
  device: { en: "device", tr: "aygıt" },
  replicaId: { en: "device", tr: "aygıt" },
  deviceId: { en: "device", tr: "aygıt" },
  reason: { en: "reason", tr: "neden" },
  format: { en: "format", tr: "biçim" },
  mustChange: { en: "to be changed at the next sign-in", tr: "ilk oturumda değiştirilecek" },
  byRole: { en: "by the role", tr: "rolüyle" },
  link: { en: "link", tr: "bağlantı" },
  countersignedBy: { en: "countersigned by", tr: "ikinci onay" },
  needsCountersign: { en: "needs a countersign", tr: "ikinci onay gerekir" },
  how: { en: "how", tr: "nasıl" },
  from: { en: "from a device of the person", tr: "kişinin kendi aygıtından" },
  job: { en: "job", tr: "iş" },
  change: { en: "change no.", tr: "değişiklik no." },
  key: { en: "key", tr: "anahtar" },
};

const SET_BY_HAND: Label = { en: "set by hand", tr: "elle belirlendi" };

/** Details that say nothing to a person. */
const SILENT = new Set(["version"]);
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

type Detail = Readonly<Record<string, unknown>>;

/** Tells an event's details in words: codes as the hub gives them become sentences' parts. */
export function useDetailWords(): (detail: Detail) => string {
  const say = useLabel();
  const { language } = useLanguage();
  const { common } = useText();
  const { collections } = useSchema();
  const people = collections.get("people");

  const word = (value: unknown): string => {
    if (Array.isArray(value)) return value.map(word).join(", ");
    if (value === true) return common.yes;
    if (value === false) return common.no;
    if (typeof value === "number") return value.toLocaleString(language);
    if (typeof value === "object" && value !== null) {
      return Object.entries(value)
        .map(([name, each]) => `${word(name)}: ${word(each)}`)
        .join(", ");
    }
    const text = typeof value === "string" ? value : JSON.stringify(value);
    const field = people?.fields[text];
    if (field !== undefined) return say(field.label);
    const collection = collections.get(text);
    if (collection !== undefined) return say(collection.title.many);
    const known = WORDS[text];
    return known === undefined ? (ID.test(text) ? text.slice(-8) : text) : say(known);
  };
  return (detail) =>
    Object.entries(detail)
      .filter(
        ([name, value]) => !SILENT.has(name) && value !== null && value !== "" && value !== false,
      )
      .map(([name, value]) => {
        const title = NAMES[name];
        if (title === undefined) return word(value);
        if (value === true) return say(title);
        // By a word that means something else where a sign-in failed.
        const own = name === "how" && value === "password" ? SET_BY_HAND : null;
        return `${say(title)}: ${own === null ? word(value) : say(own)}`;
      })
      .join(" · ");
}
