import { collection } from "../collection.ts";
import { choice, reference, set, text, boolean } from "../fields.ts";

/**
 * A person who may sign in, or the account of a program's key, which stands here so that histories can
 * name it: nobody signs in to it, and only its key's own administration changes it. Passwords and sessions are the hub's alone and never travel. */
export const people = collection({
  name: "people",
  title: { one: { en: "Person", tr: "Kişi" }, many: { en: "People", tr: "Kişiler" } },
  fields: {
    username: text({
      label: { en: "User name", tr: "Kullanıcı adı" },
      required: true,
      min: 2,
      max: 60,
      pattern: {
        source: "[a-z0-9][a-z0-9._-]*",
        label: {
          en: "small letters a to z, digits, dots, - and _, beginning with a letter or digit",
          tr: "a–z küçük harfleri, rakamlar, nokta, - ve _; harf ya da rakamla başlar",
        },
      },
      search: true,
      merge: "arrival",
    }),
    displayName: text({
      label: { en: "Name", tr: "Ad" },
      required: true,
      min: 1,
      max: 120,
      search: true,
      merge: "arrival",
    }),
    role: choice({
      label: { en: "Role", tr: "Rol" },
      required: true,
      choices: {
        USER: { en: "User", tr: "Kullanıcı" },
        MANAGER: { en: "Manager", tr: "Yönetici" },
        ADMIN: { en: "Administrator", tr: "Sistem yöneticisi" },
      },
      merge: "arrival",
    }),
    /** Those that the modules declare are its choices: `composeSchema` fills them in. */
    duties: set({
      label: { en: "Duties", tr: "Görevler" },
      required: true,
      default: [],
    }),
    siteId: reference({ label: { en: "Site", tr: "Yer" }, to: "sites", merge: "arrival" }),
    siteIds: set({
      label: { en: "Further sites", tr: "Diğer yerler" },
      help: {
        en: "Where else they work. In the app they choose the one that they are at.",
        tr: "Çalıştığı diğer yerler. Uygulamada o anda bulunduğu yeri kendisi seçer.",
      },
      required: true,
      default: [],
      max: 50,
      to: "sites",
    }),
    disabled: boolean({
      label: { en: "Disabled", tr: "Devre dışı" },
      required: true,
      default: false,
      merge: "arrival",
    }),
    kind: choice({
      label: { en: "Kind", tr: "Tür" },
      required: true,
      default: "person",
      choices: {
        person: { en: "Person", tr: "Kişi" },
        key: { en: "Key of a program", tr: "Program anahtarı" },
      },
      merge: "arrival",
      setByHub: true,
    }),
  },
  retire: { en: "Disable the account instead.", tr: "Bunun yerine hesabı kapatın." },
  scopes: [
    { kind: "user", field: "id" },
    { kind: "site", field: "siteId" },
    { kind: "site", field: "siteIds" },
    { kind: "admins", when: { field: "siteId", is: null } },
  ],
  permissions: { create: [{ role: "ADMIN" }], update: [{ role: "ADMIN" }] },
  indexes: [["username"], ["siteId"]],
  defaultSort: [["displayName", "asc"]],
  titleField: "displayName",
});

/** People, without the accounts of programs' keys: what is offered where somebody is chosen. */
export const PERSONS = { field: "kind", op: "ne", value: "key" } as const;
