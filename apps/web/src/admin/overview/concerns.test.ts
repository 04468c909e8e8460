import type { SiteOverview } from "@healthops/protocol/wire/admin";
import { expect, test } from "vitest";
import type { Known } from "./concerns.ts";
import { concernsOf } from "./concerns.ts";

const NOW = Date.parse("2026-03-10T12:00:00Z");
const NOTHING: Known = { sites: null, jobs: null, chain: null, hub: null, conflicts: 0 };
const SITE: SiteOverview = {
  siteId: "018f0000-0000-7000-8000-00000000000a",
  name: "Ankara",
  people: 3,
  disabledPeople: 0,
  devices: 2,
  lastSyncAt: "2026-03-10T11:59:00Z",
  stalestSyncAt: "2026-03-10T11:00:00Z",
  waiting: 0,
  rejected: 0,
  refusedOpen: 0,
  openConflicts: 0,
};

test("nothing known, nothing wrong: no concern", () => {
  expect(concernsOf(NOTHING, NOW)).toEqual([]);
  expect(concernsOf({ ...NOTHING, sites: [SITE] }, NOW)).toEqual([]);
});

test("a silent device is a concern after a day and a grave one after a week", () => {
  const late = { ...SITE, stalestSyncAt: "2026-03-08T12:00:00Z" };
  const stale = { ...SITE, stalestSyncAt: "2026-03-01T12:00:00Z" };
  expect(concernsOf({ ...NOTHING, sites: [late, stale] }, NOW)).toMatchObject([
    { tone: "bad", kind: "stale_device", days: 9 },
    { tone: "warn", kind: "stale_device", days: 2 },
  ]);
});

test("refused changes add up over sites, and graver things come before them", () => {
  const sites = [
    { ...SITE, refusedOpen: 2 },
    { ...SITE, refusedOpen: 1 },
  ];
  const title = { en: "Tidy", tr: "Toparla" };
  const last = {
    startedAt: "2026-03-10T11:00:00Z",
    finishedAt: null,
    duration_ms: null,
    outcome: "failed" as const,
    message: null,
    byPersonId: null,
  };
  const jobs = { running: true, jobs: [{ name: "tidy", title, schedule: null, next: null, last }] };
  expect(concernsOf({ ...NOTHING, sites, jobs, conflicts: 4 }, NOW)).toEqual([
    { tone: "bad", kind: "job_failed", name: "tidy", title },
    { tone: "warn", kind: "conflicts", count: 4 },
    { tone: "warn", kind: "rejected", count: 3 },
  ]);
});
