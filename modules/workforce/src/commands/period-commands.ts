import { Problem } from "@healthops/base/problem";
import type { Label } from "@healthops/schema/field";
import type { Role } from "@healthops/schema/person";
import { ruleFault } from "@healthops/schema/validate/rule-fault";
import type { Change } from "../change.ts";
import { creation, updating } from "../change.ts";
import { periods } from "../collections/periods.ts";
import { periodIdOf } from "../natural-ids.ts";
import type { PeriodState } from "../rules/periods.ts";
import { REASON_MISSING, stepRefusal } from "../rules/periods.ts";

/** Who takes a step; who and when is written by the hub. */
export interface PeriodActor {
  readonly role: Role;
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
  return step(actor, period, "submitted");
}

/** Takes a submission back, to go on entering. Problem `period_step`. */
export function takeBackPeriod(actor: PeriodActor, period: PeriodKey): Change {
  return step(actor, period, "open");
}

/** A manager's approval of a submitted month. Problem `period_step`. */
export function approvePeriod(actor: PeriodActor, period: PeriodKey): Change {
  return step(actor, period, "approved");
}

/** Locks an approved month, once it is paid. Problem `period_step`. */
export function lockPeriod(actor: PeriodActor, period: PeriodKey): Change {
  return step(actor, period, "locked");
}

/**
 * Opens an approved or locked month again; the reason is kept, and every step stays in the history.
 * Problems: `period_step`, `reason_missing`.
 */
export function reopenPeriod(actor: PeriodActor, period: PeriodKey, reason: string): Change {
  if (reason.trim() === "") throw problem("reason_missing", "reason", REASON_MISSING);
  return step(actor, period, "open", { reason: reason.trim() });
}

function step(
  actor: PeriodActor,
  { siteId, month, state }: PeriodKey,
  to: PeriodState,
  fields: Readonly<Record<string, string>> = {},
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

function problem(code: string, field: string, label: Label): Problem {
  return new Problem({ code, status: 422, message: label.en, faults: [ruleFault(field, label)] });
}
