import { expect, test } from "vitest";
import { validatorFor } from "../validate.ts";
import { dayAtSite, siteClockOf } from "./site-clock.ts";
import { sites } from "./sites.ts";

const AT_ms = Date.parse("2026-03-28T22:30:00Z");

test.each([
  [{ timeZone: "Europe/Istanbul", dayStart: null }, "2026-03-29"],
  [{ timeZone: "Europe/Istanbul", dayStart: "06:00" }, "2026-03-28"],
  [{ timeZone: "America/New_York", dayStart: null }, "2026-03-28"],
  [{ timeZone: null, dayStart: null }, "2026-03-28"],
  [{ timeZone: null, dayStart: "22:31" }, "2026-03-27"],
  [null, "2026-03-28"],
])("[DAY1] at a site of %j it is %s, whatever the zone of who looks", (site, day) => {
  expect(dayAtSite(siteClockOf(site), AT_ms, "UTC")).toBe(day);
});

function faultsOf(fields: object): string[] {
  return validatorFor(sites)
    .create({ name: "Synthetic", ...fields })
    .map(({ field }) => field);
}

test("a site names a time zone that there is, a time at which its day begins and a code", () => {
  expect(faultsOf({ timeZone: "Europe/Berlin", dayStart: "06:30", code: "BER-1" })).toEqual([]);
  expect(faultsOf({ timeZone: null })).toEqual([]);
  expect(faultsOf({ timeZone: "Europe/Atlantis" })).toEqual(["timeZone"]);
  expect(faultsOf({ timeZone: "+03:00" })).toEqual(["timeZone"]);
  expect(faultsOf({ dayStart: "25:00" })).toEqual(["dayStart"]);
  expect(faultsOf({ code: "ber 1" })).toEqual(["code"]);
});
