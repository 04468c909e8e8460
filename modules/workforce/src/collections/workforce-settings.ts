import { collection } from "@healthops/schema/collection";
import { reference, text } from "@healthops/schema/fields";
import { CLERK } from "../duties.ts";

/** A setting by name, for everywhere or for one region; one a name and place. */
export const workforceSettings = collection({
  name: "workforce_settings",
  title: {
    one: { en: "Workforce setting", tr: "Puantaj ayarı" },
    many: { en: "Workforce settings", tr: "Puantaj ayarları" },
  },
  fields: {
    key: text({
      label: { en: "Name", tr: "Ad" },
      required: true,
      min: 1,
      max: 120,
      search: true,
    }),
    value: text({ label: { en: "Value", tr: "Değer" }, max: 10_000 }),
    siteId: reference({
      label: { en: "Region", tr: "Bölge" },
      help: { en: "Leave empty for everywhere.", tr: "Her yerde geçerliyse boş bırakın." },
      to: "sites",
    }),
  },
  naturalKey: ["key", "siteId?"],
  scopes: [
    { kind: "shared", when: { field: "siteId", is: null } },
    { kind: "duty", duty: CLERK.name, field: "siteId" },
  ],
  permissions: {
    create: [{ role: "ADMIN" }, { site: "siteId", role: "MANAGER" }],
    update: [{ role: "ADMIN" }, { site: "siteId", role: "MANAGER" }],
  },
  indexes: [["key"]],
  defaultSort: [["key", "asc"]],
  columns: ["key", "value", "siteId"],
  titleField: "key",
});
