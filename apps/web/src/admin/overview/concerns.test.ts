import type { HubStatus, SiteOverview } from "@healthops/protocol/wire/admin";
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

const HUB: HubStatus = {
  version: "1",
  startedAt: "2026-03-10T11:00:00Z",
  uptime_s: 3600,
  epoch: "e",
  schemaVersion: "s",
  protocol: 1,
  database: {
    version: "18",
    size_bytes: 1,
    connections: 1,
    connectionsMax: 9,
    line: 1,
    liveDeaf: false,
  },
  records: [],
  devices: { known: 0, seenToday: 0, live: 0 },
  sessions: 0,
  rates: { pushes: [0, 0], mutations: [0, 0], pulls: [0, 0], rows: [0, 0] },
  errors: { count: 0, latest: [] },
  memory_bytes: 1,
  disk: null,
  backup: { lastAt: "2026-03-10T01:00:00Z" },
};

const untold = (failedInARow: number): HubStatus["audit"] => ({
  sealLate_s: 0,
  sealTooLate: false,
  told: { block: null, at: null, failedInARow, failures: 9, reason: "http_503" },
});

const sealed = (audit: HubStatus["audit"]) =>
  concernsOf({ ...NOTHING, hub: audit === undefined ? HUB : { ...HUB, audit } }, NOW);

test("sealing that is too late and heads that nobody takes are concerns, and an older hub says nothing of either", () => {
  expect(sealed(undefined)).toEqual([]);
  expect(sealed({ sealLate_s: 500, sealTooLate: false, told: null })).toEqual([]);
  expect(sealed({ sealLate_s: 660, sealTooLate: true, told: null })).toEqual([
    { tone: "bad", kind: "seal_late", minutes: 11 },
  ]);
  expect(sealed(untold(4))).toEqual([]);
  expect(sealed(untold(5))).toEqual([{ tone: "warn", kind: "head_untold", failures: 5 }]);
});

const backedUp = (lastAt: string | null, jobs: Known["jobs"] = null) =>
  concernsOf({ ...NOTHING, jobs, hub: { ...HUB, backup: { lastAt } } }, NOW);

test("a hub without any backup, or with an old one only, is not in order", () => {
  expect(backedUp(null)).toEqual([{ tone: "bad", kind: "no_backup", days: null, daily: true }]);
  expect(backedUp("2026-03-08T01:00:00Z")).toEqual([]);
  expect(backedUp("2026-03-01T01:00:00Z")).toEqual([
    { tone: "bad", kind: "no_backup", days: 9, daily: true },
  ]);
  // Switched off: there is no such job to run.
  expect(backedUp(null, { running: true, jobs: [] })).toMatchObject([{ daily: false }]);
});
