import type { FieldFault } from "@healthops/base/problem";
import type { HubRule } from "@healthops/hub/engine/rules";
import { ruleFault } from "@healthops/schema/validate/rule-fault";
import { ruleSets } from "../collections/rule-sets.ts";
import { isBreaks, isLeave } from "../rules/rule-set.ts";

/** The tables of a rule set can be calculated with. */
export const soundRuleSets: HubRule = {
  collections: [ruleSets.name],
  check: async (_context, changed) =>
    changed.flatMap(({ after: { breaks, leave } }): FieldFault[] => [
      ...(breaks === null || isBreaks(breaks) ? [] : [BREAKS]),
      ...(leave === null || isLeave(leave) ? [] : [LEAVE]),
    ]),
};

const BREAKS = ruleFault("breaks", {
  en: "Write the breaks as bands of upToMinutes and breakMinutes, both rising, the last up to null.",
  tr: "Molaları upToMinutes ve breakMinutes artan dilimler olarak yazın; sonuncusu null olsun.",
});

const LEAVE = ruleFault("leave", {
  en: "Write the leave as bands of fromYears and days, by rising years, in whole days.",
  tr: "İzni fromYears ve days dilimleri olarak, artan yıllarla ve tam gün yazın.",
});
