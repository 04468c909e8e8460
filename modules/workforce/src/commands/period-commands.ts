import type { Ports } from "@healthops/base/ports";
import { Problem } from "@healthops/base/problem";
import type { Label } from "@healthops/schema/field";
import type { Role } from "@healthops/schema/person";
import { ruleFault } from "@healthops/schema/validate/rule-fault";
import type { Change } from "../change.ts";
import { creation, updating } from "../change.ts";
import { periods } from "../collections/periods.ts";
import { periodIdOf } from "../natural-ids.ts";
import type { PeriodState } from "../rules/periods.ts";
import { stepRefusal } from "../rules/periods.ts";

/** Who takes a step, and when by their device. */
export interface PeriodActor {
  readonly personId: string;
  readonly role: Role;
  readonly clock: Ports["clock"];
}

export interface PeriodKey {
  readonly siteId: string;
  /** `YYYY-MM` */
  readonly month: string;
  /** As this device knows it; null: there is no record, so it is open. */
  readonly state: PeriodState | null;
}

/** Hands a month over for approval. Problem `period_step` when it is not open. */
export function submitPeriod(actor: PeriodActor, period: PeriodKey): Change {
  const { personId: submittedBy } = actor;
  return step(actor, period, "submitted", { submittedBy, submittedAt: now(actor) });
}

/** Takes a submission back, to go on entering. Problem `period_step`. */
export function takeBackPeriod(actor: PeriodActor, period: PeriodKey): Change {
  return step(actor, period, "open", { submittedBy: null, submittedAt: null });
}

/** A manager's approval of a submitted month. Problem `period_step`. */
export function approvePeriod(actor: PeriodActor, period: PeriodKey): Change {
  const { personId: approvedBy } = actor;
  return step(actor, period, "approved", { approvedBy, approvedAt: now(actor) });
}

/** Locks an approved month, once it is paid. Problem `period_step`. */
export function lockPeriod(actor: PeriodActor, period: PeriodKey): Change {
  const { personId: lockedBy } = actor;
  return step(actor, period, "locked", { lockedBy, lockedAt: now(actor) });
}

/**
 * Opens an approved or locked month again; the reason is kept, and every step stays in the history.
 * Problems: `period_step`, `reason_missing`.
 */
export function reopenPeriod(actor: PeriodActor, period: PeriodKey, reason: string): Change {
  if (reason.trim() === "") throw problem("reason_missing", "reason", REASON_MISSING);
  const { personId: reopenedBy } = actor;
  return step(actor, period, "open", {
    reopenedBy,
    reopenedAt: now(actor),
    reason: reason.trim(),
    approvedBy: null,
    approvedAt: null,
    lockedBy: null,
    lockedAt: null,
    submittedBy: null,
    submittedAt: null,
  });
}

const REASON_MISSING: Label = {
  en: "Say why the month is reopened.",
  tr: "Ayın neden yeniden açıldığını yazın.",
};

function step(
  actor: PeriodActor,
  { siteId, month, state }: PeriodKey,
  to: PeriodState,
  fields: Readonly<Record<string, string | null>>,
): Change {
  const from = state ?? "open";
  const refusal = from === to ? SAME : stepRefusal(actor, from, to);
  if (refusal !== null) throw problem("period_step", "state", refusal);
  const id = periodIdOf(siteId, month);
  if (state !== null) return updating(periods, id, { state: to, ...fields });
  return creation(periods, id, { siteId, month, state: to, ...fields });
}

const SAME: Label = {
  en: "The month is in that state already.",
  tr: "Ay zaten bu durumda.",
};

function now({ clock }: PeriodActor): string {
  return new Date(clock.now()).toISOString();
}

function problem(code: string, field: string, label: Label): Problem {
  return new Problem({ code, status: 422, message: label.en, faults: [ruleFault(field, label)] });
}
