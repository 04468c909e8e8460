import { demoCalendar } from "@healthops/workforce/demo/demo-calendar";
import { demoEntries, demoPeriods } from "@healthops/workforce/demo/demo-region";
import type { DemoRegion } from "@healthops/workforce/demo/region";
import { DEMO_SITES, demoId } from "./demo-people.ts";
import type { DemoExtent } from "./demo-size.ts";
import type { NewRecord } from "./submit-all.ts";

/** Numbers of the provinces on the plates. */
const PLATES: Readonly<Record<string, string>> = {
  ankara: "06",
  istanbul: "34",
  bursa: "16",
  izmir: "35",
};

/** What all regions share: rules, codes, holidays. */
export function workforceCalendar(today: string): readonly NewRecord[] {
  return demoCalendar(today);
}

/** A region's employees, vehicles and timesheets, in groups; entered by its clerk. */
export function workforceEntries(
  site: string,
  today: string,
  extent: DemoExtent,
): readonly (readonly NewRecord[])[] {
  return demoEntries(regionOf(site, today, extent));
}

/** The months of all regions, once everything is entered. */
export function workforcePeriods(
  today: string,
  extent: DemoExtent,
): readonly (readonly NewRecord[])[] {
  return DEMO_SITES.map(({ key }) => demoPeriods(regionOf(key, today, extent)));
}

function regionOf(key: string, today: string, { months, staff }: DemoExtent): DemoRegion {
  return {
    siteId: demoId("site", key),
    prefix: key.slice(0, 1).toUpperCase(),
    plate: PLATES[key] ?? "00",
    clerkId: demoId("person", `${key}1`),
    managerId: demoId("person", `${key}-manager`),
    today,
    months,
    ...staff,
    idOf: (...parts) => demoId("workforce", key, ...parts),
  };
}
