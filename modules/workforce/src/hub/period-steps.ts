import type { FieldFault } from "@healthops/base/problem";
import type { HubRule } from "@healthops/hub/engine/rules";
import { ruleFault } from "@healthops/schema/validate/rule-fault";
import { periods } from "../collections/periods.ts";
import { stepRefusal } from "../rules/periods.ts";
import { holdPeriods, stateOf } from "./period-states.ts";

/** Who may take a month from one state to the next; the history keeps every step. */
export const periodSteps: HubRule = {
  collections: [periods.name],
  async check(context, changed) {
    await holdPeriods(
      context,
      changed.map(({ id }) => id),
    );
    // The hub itself brings over months that were closed elsewhere.
    if (context.actor.system) return [];
    return changed.flatMap(({ previous, after, deleted }): FieldFault[] => {
      const from = stateOf(previous?.["state"]);
      const to = deleted ? "open" : stateOf(after["state"]);
      const refusal = stepRefusal(context.actor, from, to);
      return refusal === null ? [] : [ruleFault("state", refusal)];
    });
  },
};
