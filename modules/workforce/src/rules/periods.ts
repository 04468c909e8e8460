import type { Label } from "@healthops/schema/field";
import type { Role } from "@healthops/schema/person";
import { hasRole } from "@healthops/schema/person";
import { monthName } from "./month-name.ts";

export type PeriodState = "open" | "submitted" | "approved" | "locked";

/**
 * Why an entry of a month is refused, and who can open it; null while it is open. What was submitted is
 * what is approved, so it is closed from its submission on.
 */
export function closedReason(month: string, state: PeriodState): Label | null {
  if (state === "open") return null;
  const [en, tr] = [monthName(month, "en"), monthName(month, "tr")];
  switch (state) {
    case "submitted":
      return {
        en: `The timesheets of ${en} are submitted. Take the submission back to change them.`,
        tr: `${tr} puantajı onaya gönderildi. Değiştirmek için gönderimi geri alın.`,
      };
    case "approved":
      return {
        en: `The timesheets of ${en} are approved. Ask a manager to reopen the month.`,
        tr: `${tr} puantajı onaylandı. Dönemi yeniden açması için yöneticiye başvurun.`,
      };
    case "locked":
      return {
        en: `The timesheets of ${en} are locked. Ask a manager to reopen the month.`,
        tr: `${tr} puantajı kilitlendi. Dönemi yeniden açması için yöneticiye başvurun.`,
      };
  }
}

/** What may follow on what; beside these a manager may take any step back to `open`. */
const STEPS: Readonly<Record<PeriodState, readonly PeriodState[]>> = {
  open: ["submitted"],
  submitted: ["open", "approved"],
  approved: ["open", "locked"],
  locked: ["open"],
};

/** A month is opened again with a reason, on whatever door. */
export const REASON_MISSING: Label = {
  en: "Say why the month is reopened.",
  tr: "Ayın neden yeniden açıldığını yazın.",
};

/** Whether a step takes back what a manager signed. */
export function isReopening(from: PeriodState, to: PeriodState): boolean {
  return to === "open" && (from === "approved" || from === "locked");
}

/** Why somebody may not take a period from one state to another; null when they may. */
export function stepRefusal(
  actor: { readonly role: Role },
  from: PeriodState,
  to: PeriodState,
): Label | null {
  if (from === to) return null;
  const clerks = (from === "open" && to === "submitted") || (from === "submitted" && to === "open");
  if (!clerks && !hasRole(actor, "MANAGER")) {
    return {
      en: "Only a manager of the region approves, locks and reopens a month.",
      tr: "Bir ayı yalnızca bölgenin yöneticisi onaylar, kilitler ve yeniden açar.",
    };
  }
  if (STEPS[from].includes(to)) return null;
  return {
    en: "A month goes from open to submitted, approved and locked, one step at a time, or back to open.",
    tr: "Bir ay sırayla açık, gönderildi, onaylandı ve kilitli olur ya da yeniden açılır.",
  };
}
