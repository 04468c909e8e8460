import { collection } from "@healthops/schema/collection";
import { date, text } from "@healthops/schema/fields";
import { EXTRA, SITE_ID, OFFICE_SCOPES, MANAGERS_DELETE } from "../site-record.ts";

/** A vehicle of a region. */
export const vehicles = collection({
  name: "vehicles",
  title: { one: { en: "Vehicle", tr: "Araç" }, many: { en: "Vehicles", tr: "Araçlar" } },
  fields: {
    plate: text({
      label: { en: "Plate", tr: "Plaka" },
      required: true,
      min: 1,
      max: 40,
      search: true,
    }),
    brand: text({ label: { en: "Make", tr: "Marka" }, max: 120, search: true }),
    model: text({ label: { en: "Model", tr: "Model" }, max: 120, search: true }),
    siteId: SITE_ID,
    inspectionDueOn: date({
      label: { en: "Inspection due", tr: "Muayene tarihi" },
      min: "1950-01-01",
    }),
    insuranceDueOn: date({
      label: { en: "Insured until", tr: "Sigorta bitişi" },
      min: "1950-01-01",
    }),
    note: text({ label: { en: "Note", tr: "Not" }, max: 2000, multiline: true, merge: "arrival" }),
    extra: EXTRA,
  },
  scopes: OFFICE_SCOPES,
  permissions: MANAGERS_DELETE,
  indexes: [["siteId", "plate"], ["inspectionDueOn"]],
  defaultSort: [["plate", "asc"]],
  columns: ["plate", "brand", "model", "siteId", "inspectionDueOn", "insuranceDueOn"],
  titleField: "plate",
});
