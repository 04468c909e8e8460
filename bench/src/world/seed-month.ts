import { derivedId } from "@healthops/base/ids";
import type { Hub } from "@healthops/hub/hub";
import { SYSTEM_ACTOR } from "@healthops/hub/hub-actor";
import type { Creation } from "@healthops/wellness/change";
import { demoCalendar } from "@healthops/workforce/demo/demo-calendar";
import { demoEntries } from "@healthops/workforce/demo/demo-region";
import { personOf, SITE_ID } from "./people.ts";
import { submit } from "./seed.ts";

export interface SeedMonthOptions {
  readonly employees: number;
}

/** The day on which the made-up clerk stopped; the month before it is full. */
const TODAY = "2025-07-01";
/** The month that is full, as the screen's address has it. */
export const FULL_MONTH = "2025-06";
const GROUP = 1_000;

/** Fills a site with employees and one full month of their timesheets, through the hub's engine. */
export async function seedMonth(hub: Hub, { employees }: SeedMonthOptions): Promise<void> {
  const { personId } = personOf(0);
  const region = {
    siteId: SITE_ID,
    prefix: "B",
    plate: "06",
    clerkId: personId,
    managerId: personId,
    today: TODAY,
    months: 12,
    employees,
    drivers: 0,
    vehicles: 0,
    idOf: (...key: readonly string[]) => derivedId("bench", ...key),
  };
  const made = [...demoCalendar(TODAY), ...demoEntries(region).flat()].filter(
    ({ collection, fields }) =>
      collection !== "timesheet_entries" || String(fields["date"]).startsWith(FULL_MONTH),
  );
  for (let from = 0; from < made.length; from += GROUP) {
    const some = made.slice(from, from + GROUP);
    const records = some.map(({ collection, id, fields }): Creation => {
      return { op: "create", collection, id, fields };
    });
    await submit(hub, SYSTEM_ACTOR, records);
  }
}
