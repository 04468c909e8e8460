import { collection } from "@healthops/schema/collection";
import { choice, instant, reference, text } from "@healthops/schema/fields";
import { SITE_SCOPES } from "../site-record.ts";
import { periodIdOf } from "../natural-ids.ts";

function who(en: string, tr: string) {
  return reference({ label: { en, tr }, to: "people", merge: "arrival" });
}

function when(en: string, tr: string) {
  return instant({ label: { en, tr }, merge: "arrival" });
}

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
      fixed: true,
    }),
    month: text({
      label: { en: "Month", tr: "Ay" },
      help: { en: "Year and month: 2026-03", tr: "Yıl ve ay: 2026-03" },
      required: true,
      max: 7,
      pattern: "[12][0-9]{3}-(0[1-9]|1[0-2])",
      fixed: true,
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
      merge: "arrival",
    }),
    submittedBy: who("Submitted by", "Gönderen"),
    submittedAt: when("Submitted at", "Gönderim zamanı"),
    approvedBy: who("Approved by", "Onaylayan"),
    approvedAt: when("Approved at", "Onay zamanı"),
    lockedBy: who("Locked by", "Kilitleyen"),
    lockedAt: when("Locked at", "Kilit zamanı"),
    reopenedBy: who("Reopened by", "Yeniden açan"),
    reopenedAt: when("Reopened at", "Yeniden açılma zamanı"),
    reason: text({
      label: { en: "Reason", tr: "Gerekçe" },
      help: { en: "Why it was reopened.", tr: "Neden yeniden açıldığı." },
      max: 500,
      merge: "arrival",
    }),
  },
  naturalId: ({ siteId, month }) => periodIdOf(siteId, month),
  scopes: SITE_SCOPES,
  permissions: {
    create: [{ site: "siteId" }],
    update: [{ site: "siteId" }],
    delete: [{ role: "ADMIN", site: "siteId" }],
  },
  indexes: [["siteId", "month"]],
  defaultSort: [["month", "desc"]],
  columns: ["month", "siteId", "state", "submittedBy", "approvedBy", "lockedBy"],
  titleField: "month",
});
