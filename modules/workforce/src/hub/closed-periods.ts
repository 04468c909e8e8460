import type { FieldFault } from "@healthops/base/problem";
import type { ChangedRecord, HubRule, RuleContext } from "@healthops/hub/engine/rules";
import { conflicts } from "@healthops/schema/core/conflicts";
import { ruleFault } from "@healthops/schema/validate/rule-fault";
import { timesheetEntries } from "../collections/timesheet-entries.ts";
import { monthOf } from "../rules/calendar.ts";
import type { PeriodState } from "../rules/periods.ts";
import { closedReason } from "../rules/periods.ts";
import type { PeriodKey } from "./period-states.ts";
import { periodStates } from "./period-states.ts";

/**
 * Entries of a month that is submitted, approved or locked stay as they are. A late edit that would
 * only open a conflict is refused too: nobody could resolve it.
 */
export const closedPeriods: HubRule = {
  collections: [timesheetEntries.name, conflicts.name],
  check(context, changed) {
    const entries = changed.filter(isEntry);
    const keys = entries.flatMap(monthsOfEntry);
    if (entries.length === changed.length) return faultsIn(context, keys);
    return monthsOfConflicts(context, changed).then((further) =>
      faultsIn(context, [...keys, ...further]),
    );
  },
};

/** At once where the months are known, as for nearly all entries of an import. */
function faultsIn(
  context: RuleContext,
  keys: readonly PeriodKey[],
): readonly FieldFault[] | Promise<readonly FieldFault[]> {
  if (keys.length === 0) return [];
  const faultsOf = (stateOf: (key: PeriodKey) => PeriodState): readonly FieldFault[] => {
    const reasons = keys.flatMap((key) => closedReason(key.month, stateOf(key)) ?? []);
    if (reasons.length === 0) return [];
    // Once a month, however many of its cells there are.
    const byText = new Map(reasons.map((reason) => [reason.en, reason]));
    return [...byText.values()].map((reason): FieldFault => ruleFault("date", reason));
  };
  const states = periodStates(context, keys);
  return states instanceof Promise ? states.then(faultsOf) : faultsOf(states);
}

function isEntry({ collection }: ChangedRecord): boolean {
  return collection === timesheetEntries.name;
}

/** The month in the region where the entry was, and in the one where it will be. */
function monthsOfEntry({ previous, after }: ChangedRecord): readonly PeriodKey[] {
  const month = monthOf(String(after["date"]));
  const now = { siteId: String(after["siteId"]), month };
  if (previous === null || previous["siteId"] === after["siteId"]) return [now];
  return [now, { siteId: String(previous["siteId"]), month }];
}

async function monthsOfConflicts(
  { connection, pendingRecord }: RuleContext,
  changed: readonly ChangedRecord[],
): Promise<readonly PeriodKey[]> {
  const ids = changed
    .filter(({ collection, previous, after }) => {
      if (collection !== conflicts.name || after["collection"] !== timesheetEntries.name) {
        return false;
      }
      return previous === null || previous["mine"] !== after["mine"];
    })
    .map(({ after }) => String(after["recordId"]));
  if (ids.length === 0) return [];
  const pending = ids.flatMap((id) => pendingRecord(timesheetEntries.name, id) ?? []);
  const { rows } = await connection.query<{ site_id: string; date: string }>({
    name: "months_of_entries",
    text: "select site_id, date::text as date from data.timesheet_entries where id = any($1::uuid[])",
    values: [`{${ids.join(",")}}`],
  });
  return [
    ...pending.flatMap(monthsOfEntry),
    ...rows.map(({ site_id, date }) => ({ siteId: site_id, month: monthOf(date) })),
  ];
}
