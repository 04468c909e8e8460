import { collection } from "@healthops/schema/collection";
import { instant, reference, text } from "@healthops/schema/fields";
import { SITE_ID, OFFICE_SCOPES, OFFICE_WRITES } from "../site-record.ts";

/**
 * Who drives a vehicle from when until when: half-open, so that one may begin where another ends. A
 * vehicle has one driver at a time and a driver one vehicle. It belongs to its vehicle's region.
 */
export const vehicleAssignments = collection({
  name: "vehicle_assignments",
  title: {
    one: { en: "Vehicle assignment", tr: "Araç zimmeti" },
    many: { en: "Vehicle assignments", tr: "Araç zimmetleri" },
  },
  fields: {
    vehicleId: reference({
      label: { en: "Vehicle", tr: "Araç" },
      required: true,
      to: "vehicles",
      fixed: true,
    }),
    driverId: reference({
      label: { en: "Driver", tr: "Sürücü" },
      required: true,
      to: "drivers",
    }),
    startsAt: instant({ label: { en: "From", tr: "Başlangıç" }, required: true }),
    endsAt: instant({
      label: { en: "Until", tr: "Bitiş" },
      help: {
        en: "This moment no longer belongs to it. Empty: until further notice.",
        tr: "Bu an artık dahil değildir. Boşsa ikinci bir bildirime kadar.",
      },
    }),
    siteId: SITE_ID,
    note: text({ label: { en: "Note", tr: "Not" }, max: 2000, multiline: true, merge: "arrival" }),
  },
  follows: {
    by: "vehicleId",
    field: "siteId",
    refusal: {
      en: "The vehicle belongs to another region. Its people assign it.",
      tr: "Araç başka bir bölgeye bağlı. Zimmeti o bölge yapar.",
    },
  },
  noOverlap: [
    { by: ["vehicleId"], from: "startsAt", to: "endsAt" },
    { by: ["driverId"], from: "startsAt", to: "endsAt" },
  ],
  scopes: OFFICE_SCOPES,
  permissions: OFFICE_WRITES,
  indexes: [
    ["vehicleId", "startsAt"],
    ["driverId", "startsAt"],
    ["siteId", "startsAt"],
  ],
  defaultSort: [["startsAt", "desc"]],
  columns: ["vehicleId", "driverId", "startsAt", "endsAt"],
  titleField: "startsAt",
});
