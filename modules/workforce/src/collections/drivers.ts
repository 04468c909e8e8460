import { collection } from "@healthops/schema/collection";
import { date, reference, text } from "@healthops/schema/fields";
import { EXTRA, SITE_ID, OFFICE_SCOPES, MANAGERS_DELETE } from "../site-record.ts";

/** Somebody who drives the region's vehicles; often one of its employees. */
export const drivers = collection({
  name: "drivers",
  title: { one: { en: "Driver", tr: "Sürücü" }, many: { en: "Drivers", tr: "Sürücüler" } },
  fields: {
    fullName: text({
      label: { en: "Name", tr: "Ad soyad" },
      required: true,
      min: 1,
      max: 200,
      search: true,
    }),
    employeeId: reference({ label: { en: "Employee", tr: "Çalışan" }, to: "employees" }),
    licenseClass: text({ label: { en: "Licence class", tr: "Ehliyet sınıfı" }, max: 20 }),
    licenseValidUntil: date({
      label: { en: "Licence valid until", tr: "Ehliyet geçerliliği" },
      min: "1950-01-01",
    }),
    phone: text({ label: { en: "Phone", tr: "Telefon" }, max: 40 }),
    siteId: SITE_ID,
    note: text({ label: { en: "Note", tr: "Not" }, max: 2000, multiline: true, merge: "arrival" }),
    extra: EXTRA,
  },
  scopes: OFFICE_SCOPES,
  permissions: MANAGERS_DELETE,
  indexes: [["siteId", "fullName"], ["licenseValidUntil"]],
  defaultSort: [["fullName", "asc"]],
  columns: ["fullName", "licenseClass", "licenseValidUntil", "phone", "siteId"],
  titleField: "fullName",
});
