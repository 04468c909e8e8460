import { collection } from "@healthops/schema/collection";
import type { Stamp } from "@healthops/schema/field";
import { choice, instant, reference, text } from "@healthops/schema/fields";
import { OFFICE, OFFICE_SCOPES } from "../site-record.ts";

function who(en: string, tr: string, setByHub: Stamp) {
  return reference({ label: { en, tr }, to: "people", merge: "arrival", setByHub });
}

function when(en: string, tr: string, setByHub: Stamp) {
  return instant({ label: { en, tr }, merge: "arrival", setByHub });
}

/** Steps of a month, and the states in which nobody has taken them. */
const SUBMITTED: Stamp = { field: "state", to: ["submitted"], without: ["open"] };
const APPROVED: Stamp = { field: "state", to: ["approved"], without: ["open", "submitted"] };
const LOCKED: Stamp = {
  field: "state",
  to: ["locked"],
  without: ["open", "submitted", "approved"],
};
const REOPENED: Stamp = { field: "state", from: ["approved", "locked"], to: ["open"] };

/**
 * How far the timesheets of one region and month are: one record each (`periodIdOf`); a month without
 * one is open. Entries are written while it is open, and only then.
 */
export const periods = collection({
  name: "periods",
  title: {
    one: { en: "Timesheet period", tr: "Puantaj dönemi" },
    many: { en: "Timesheet periods", tr: "Puantaj dönemleri" },
  },
  fields: {
    siteId: reference({
      label: { en: "Region", tr: "Bölge" },
      required: true,
      to: "sites",
    }),
    month: text({
      label: { en: "Month", tr: "Ay" },
      help: { en: "Year and month: 2026-03", tr: "Yıl ve ay: 2026-03" },
      required: true,
      max: 7,
      pattern: {
        source: "[12][0-9]{3}-(0[1-9]|1[0-2])",
        label: { en: "year and month, as 2026-03", tr: "yıl ve ay, 2026-03 gibi" },
      },
      sorted: "bytes",
    }),
    state: choice({
      label: { en: "State", tr: "Durum" },
      required: true,
      default: "open",
      choices: {
        open: { en: "Open", tr: "Açık" },
        submitted: { en: "Submitted", tr: "Onaya gönderildi" },
        approved: { en: "Approved", tr: "Onaylandı" },
        locked: { en: "Locked", tr: "Kilitlendi" },
      },
      merge: "step",
    }),
    submittedBy: who("Submitted by", "Gönderen", SUBMITTED),
    submittedAt: when("Submitted at", "Gönderim zamanı", SUBMITTED),
    approvedBy: who("Approved by", "Onaylayan", APPROVED),
    approvedAt: when("Approved at", "Onay zamanı", APPROVED),
    lockedBy: who("Locked by", "Kilitleyen", LOCKED),
    lockedAt: when("Locked at", "Kilit zamanı", LOCKED),
    reopenedBy: who("Reopened by", "Yeniden açan", REOPENED),
    reopenedAt: when("Reopened at", "Yeniden açılma zamanı", REOPENED),
    reason: text({
      label: { en: "Reason", tr: "Gerekçe" },
      help: { en: "Why it was reopened.", tr: "Neden yeniden açıldığı." },
      max: 500,
      merge: "arrival",
    }),
  },
  naturalKey: ["siteId", "month"],
  scopes: OFFICE_SCOPES,
  permissions: {
    create: OFFICE,
    update: OFFICE,
    delete: [{ role: "ADMIN", site: "siteId" }],
  },
  indexes: [["siteId", "month"]],
  defaultSort: [["month", "desc"]],
  columns: ["month", "siteId", "state", "submittedBy", "approvedBy", "lockedBy"],
  titleField: "month",
});
