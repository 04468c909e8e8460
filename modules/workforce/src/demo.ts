import type { DemoPart, DemoSetting, DemoSite, ModuleDemo } from "@healthops/schema/demo";
import { demoCalendar } from "./demo/demo-calendar.ts";
import { demoEntries, demoPeriods } from "./demo/demo-region.ts";
import type { DemoRegion, DemoStaff } from "./demo/region.ts";
import { CLERK } from "./duties.ts";

/** Numbers of the provinces on the plates. */
const PLATES: Readonly<Record<string, string>> = {
  ankara: "06",
  istanbul: "34",
  bursa: "16",
  izmir: "35",
};

const EXTENTS: Readonly<Record<DemoSetting["size"], DemoStaff & { readonly months: number }>> = {
  full: { months: 12, employees: 40, drivers: 10, vehicles: 8 },
  small: { months: 2, employees: 12, drivers: 4, vehicles: 3 },
};

/** What all regions share; then each region's timesheets, entered by its clerk; then the months. */
export const workforceDemo: ModuleDemo = (setting) => {
  const clerks = setting.people.filter(({ duties }) => duties.includes(CLERK.name));
  const entered = clerks.flatMap((author): DemoPart[] => {
    const site = setting.sites.find(({ id }) => id === author.siteId);
    if (site === undefined) return [];
    return [{ author, groups: demoEntries(regionOf(setting, site)) }];
  });
  const periods = setting.sites.map((site) => demoPeriods(regionOf(setting, site)));
  return [
    { author: null, groups: [demoCalendar(setting.today)] },
    ...entered,
    { author: null, groups: periods },
  ];
};

function regionOf(setting: DemoSetting, { id, key }: DemoSite): DemoRegion {
  const { today, size } = setting;
  const there = setting.people.filter(({ siteId }) => siteId === id);
  const clerk = there.find(({ duties }) => duties.includes(CLERK.name));
  const manager = there.find(({ role }) => role === "MANAGER");
  return {
    siteId: id,
    prefix: key.slice(0, 1).toUpperCase(),
    plate: PLATES[key] ?? "00",
    clerkId: clerk?.personId ?? "",
    managerId: manager?.personId ?? "",
    today,
    ...EXTENTS[size],
    idOf: (...parts) => setting.idOf("workforce", key, ...parts),
  };
}
