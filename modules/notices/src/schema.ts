import { collection } from "@healthops/schema/collection";
import { boolean, date, reference, text } from "@healthops/schema/fields";
import { defineModule } from "@healthops/schema/module";

/** Something that everybody, or everybody at one site, should know. */
export const notices = collection({
  name: "notices",
  title: { one: { en: "Notice", tr: "Duyuru" }, many: { en: "Notices", tr: "Duyurular" } },
  fields: {
    title: text({
      label: { en: "Title", tr: "Başlık" },
      required: true,
      min: 1,
      max: 120,
      search: true,
    }),
    body: text({
      label: { en: "Text", tr: "Metin" },
      required: true,
      default: "",
      max: 4000,
      multiline: true,
      search: true,
    }),
    siteId: reference({
      label: { en: "Site", tr: "Yer" },
      help: {
        en: "Leave empty to show it at every site.",
        tr: "Her yerde görünmesi için boş bırakın.",
      },
      to: "sites",
      merge: "arrival",
    }),
    important: boolean({
      label: { en: "Important", tr: "Önemli" },
      required: true,
      default: false,
      merge: "arrival",
    }),
    expiresOn: date({
      label: { en: "Shown until", tr: "Son gösterim günü" },
      help: { en: "The last day it is shown.", tr: "Gösterileceği son gün." },
      min: "2000-01-01",
      merge: "arrival",
    }),
  },
  scopes: [
    { kind: "shared", when: { field: "siteId", is: null } },
    { kind: "site", field: "siteId" },
  ],
  permissions: {
    create: [{ role: "ADMIN" }, { role: "MANAGER", site: "siteId" }],
    update: [{ role: "ADMIN" }, { role: "MANAGER", site: "siteId" }],
  },
  indexes: [["expiresOn"]],
  defaultSort: [
    ["important", "desc"],
    ["expiresOn", "asc"],
  ],
  columns: ["title", "siteId", "important", "expiresOn"],
});

/** Notices on the board: the smallest module, made to be copied. */
export const noticesModule = defineModule({
  name: "notices",
  title: { en: "Notices", tr: "Duyurular" },
  collections: [notices],
});
