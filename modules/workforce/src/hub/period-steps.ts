import type { FieldFault } from "@healthops/base/problem";
import type { ChangedRecord, HubRule, RuleContext } from "@healthops/hub/engine/rules";
import type { Label } from "@healthops/schema/field";
import { hasRole } from "@healthops/schema/person";
import { ruleFault } from "@healthops/schema/validate/rule-fault";
import { periods } from "../collections/periods.ts";
import { REASON_MISSING, isReopening, stepRefusal } from "../rules/periods.ts";
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
    return changed.flatMap((period) => faultOf(context, period) ?? []);
  },
};

const DELETED_CLOSED: Label = {
  en: "Only an open month is deleted: reopen it first, with a reason.",
  tr: "Yalnızca açık bir ay silinir: önce gerekçesiyle yeniden açın.",
};
const REASON_OF_MANAGERS: Label = {
  en: "Only a manager writes why a month was reopened.",
  tr: "Bir ayın neden yeniden açıldığını yalnızca yönetici yazar.",
};

function faultOf({ actor }: RuleContext, period: ChangedRecord): FieldFault | null {
  const { previous, after, deleted, wasDeleted } = period;
  // While a month has no record its entries can be written, so a restore is a step from there.
  const from = wasDeleted ? "open" : stateOf(previous?.["state"]);
  if (deleted) return from === "open" ? null : ruleFault("state", DELETED_CLOSED);
  const to = stateOf(after["state"]);
  const refusal = stepRefusal(actor, from, to);
  if (refusal !== null) return ruleFault("state", refusal);
  const reason = after["reason"] ?? null;
  if (isReopening(from, to) && String(reason ?? "").trim() === "") {
    return ruleFault("reason", REASON_MISSING);
  }
  // A month that is begun again after its record was deleted has no reason, whatever that one had.
  const emptied = wasDeleted && reason === null;
  const rewritten = !emptied && reason !== (previous?.["reason"] ?? null);
  return rewritten && !hasRole(actor, "MANAGER") ? ruleFault("reason", REASON_OF_MANAGERS) : null;
}
