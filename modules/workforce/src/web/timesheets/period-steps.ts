import type { Actor } from "@healthops/schema/person";
import type { Change } from "../../change.ts";
import type { PeriodActor, PeriodKey } from "../../commands/period-commands.ts";
import {
  approvePeriod,
  lockPeriod,
  reopenPeriod,
  submitPeriod,
  takeBackPeriod,
} from "../../commands/period-commands.ts";
import type { PeriodState } from "../../rules/periods.ts";
import { stepRefusal } from "../../rules/periods.ts";

export type StepName = "submit" | "takeBack" | "approve" | "lock" | "reopen";

const STEPS: Readonly<
  Record<StepName, { readonly from: readonly PeriodState[]; readonly to: PeriodState }>
> = {
  approve: { from: ["submitted"], to: "approved" },
  lock: { from: ["approved"], to: "locked" },
  submit: { from: ["open"], to: "submitted" },
  takeBack: { from: ["submitted"], to: "open" },
  reopen: { from: ["approved", "locked"], to: "open" },
};

/** What a person may do with a month now, the likeliest first. */
export function stepsFor(person: Pick<Actor, "role">, state: PeriodState): readonly StepName[] {
  return (Object.keys(STEPS) as StepName[]).filter((name) => {
    const { from, to } = STEPS[name];
    return from.includes(state) && stepRefusal(person, state, to) === null;
  });
}

/** The change that a step is. Problems: `period_step`, `reason_missing`. */
export function stepChange(
  name: StepName,
  actor: PeriodActor,
  period: PeriodKey,
  reason: string,
): Change {
  switch (name) {
    case "submit":
      return submitPeriod(actor, period);
    case "takeBack":
      return takeBackPeriod(actor, period);
    case "approve":
      return approvePeriod(actor, period);
    case "lock":
      return lockPeriod(actor, period);
    case "reopen":
      return reopenPeriod(actor, period, reason);
  }
}
