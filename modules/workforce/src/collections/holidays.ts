import { collection } from "@healthops/schema/collection";
import { boolean, date, reference, text } from "@healthops/schema/fields";

/** A public holiday, everywhere or in one region; one a day and place. */
export const holidays = collection({
  name: "holidays",
  title: {
    one: { en: "Public holiday", tr: "Resmî tatil" },
    many: { en: "Public holidays", tr: "Resmî tatiller" },
  },
  fields: {
    date: date({ label: { en: "Day", tr: "Gün" }, required: true, min: "1950-01-01" }),
    name: text({ label: { en: "Name", tr: "Ad" }, required: true, min: 1, max: 120, search: true }),
    halfDay: boolean({
      label: { en: "Afternoon only", tr: "Yalnızca öğleden sonra" },
      required: true,
      default: false,
    }),
    siteId: reference({
      label: { en: "Region", tr: "Bölge" },
      help: { en: "Leave empty for everywhere.", tr: "Her yerde geçerliyse boş bırakın." },
      to: "sites",
    }),
  },
  naturalKey: ["date", "siteId?"],
  scopes: [
    { kind: "shared", when: { field: "siteId", is: null } },
    { kind: "site", field: "siteId" },
  ],
  permissions: {
    create: [{ role: "ADMIN" }, { role: "MANAGER", site: "siteId" }],
    update: [{ role: "ADMIN" }, { role: "MANAGER", site: "siteId" }],
  },
  indexes: [["date"]],
  defaultSort: [["date", "asc"]],
  columns: ["date", "name", "halfDay", "siteId"],
  titleField: "name",
});
