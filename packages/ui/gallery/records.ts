import { withDerived } from "@healthops/schema/content";
import type { Content, StoredRecord } from "@healthops/schema/record";
import { visits } from "./gallery-schema.ts";

export const ME = "01890000-0000-7000-8000-0000000000a1";
const OTHER = "01890000-0000-7000-8000-0000000000a2";
const SITES = ["01890000-0000-7000-8000-0000000000b1", "01890000-0000-7000-8000-0000000000b2"];
const SUBJECTS = [
  "Blood pressure",
  "Vaccination",
  "Blood test",
  "Çocuk kontrolü",
  "Eye test",
  "Işık tedavisi",
  "Knee pain",
  "Travel advice",
];
const KINDS = ["first", "control", "urgent"];
/** 2026-03-01, in microseconds. */
const START_US = 1_772_323_200_000_000;

export function idOf(n: number): string {
  return `01900000-0000-7000-8000-${n.toString(16).padStart(12, "0")}`;
}

/** Made-up visits that are the same each time. */
export function makeVisits(count: number): readonly StoredRecord[] {
  return Array.from({ length: count }, (_, n) => record(n, withDerived(visits, visitOf(n))));
}

function visitOf(n: number): Content {
  const day = new Date(Date.UTC(2026, 2, 1) - Math.floor(n / 40) * 86_400_000).toISOString();
  return {
    subject: `${SUBJECTS[n % SUBJECTS.length]} ${n}`,
    day: day.slice(0, 10),
    kind: KINDS[n % 3] ?? "first",
    minutes: 5 + ((n * 7) % 90),
    weight: n % 5 === 0 ? null : 45 + ((n * 13) % 600) / 10,
    siteId: n % 7 === 0 ? null : (SITES[n % 2] ?? null),
    needs: n % 4 === 0 ? ["interpreter"] : null,
    startedAt: n % 2 === 0 ? day : null,
    paid: n % 3 === 0,
    note: n % 6 === 0 ? "Came with the mother. Wants the next appointment in the morning." : null,
  };
}

function record(n: number, content: Content, id = idOf(n)): StoredRecord {
  return { id, version: 1, createdAt_us: START_US, updatedAt_us: START_US + n, content };
}

export const SITE_RECORDS = ["İzmir", "Ankara"].map((name, n) =>
  record(n, { name, code: name.slice(0, 3), active: true }, SITES[n]),
);

export const PEOPLE_RECORDS = [
  record(1, person("ayse", "Ayşe Yıldız"), ME),
  record(2, person("mehmet", "Mehmet Kaya"), OTHER),
];

function person(username: string, displayName: string): Content {
  return { username, displayName, role: "USER", duties: [], siteId: null, disabled: false };
}

export function makeConflicts(): readonly StoredRecord[] {
  const shared = {
    collection: "visits",
    baseVersion: 1,
    mineBy: ME,
    theirsBy: OTHER,
    mineAt: "2026-03-01T10:12:00.000Z",
    theirsAt: "2026-03-01T09:40:00.000Z",
    outcome: null,
    resolvedBy: null,
    scopeKeys: ["shared"],
  };
  return [
    record(9001, {
      ...shared,
      status: "open",
      recordId: idOf(3),
      kind: "fields",
      base: { minutes: 20, kind: "first", note: null },
      mine: { minutes: 30, kind: "control", note: "Came late; continue next week." },
      theirs: { minutes: 45, kind: "urgent", note: "Sent on to the eye clinic." },
    }),
    record(9002, {
      ...shared,
      status: "open",
      recordId: idOf(999_999),
      kind: "edit_of_deleted",
      base: { minutes: 15 },
      mine: { minutes: 25 },
      theirs: {},
    }),
    record(9003, {
      ...shared,
      status: "resolved",
      recordId: idOf(5),
      kind: "fields",
      base: { minutes: 15 },
      mine: { minutes: 25 },
      theirs: { minutes: 35 },
      outcome: { minutes: "theirs" },
      resolvedBy: ME,
    }),
  ];
}

/** What the hub would answer for a record's history. */
export const HISTORY = {
  next: null,
  entries: [
    {
      version: 2,
      op: "update",
      at: "2026-03-01T10:12:00.000Z",
      personId: OTHER,
      reason: "Called back",
      withheld: false,
      before: { minutes: 20, note: null },
      after: { minutes: 47, note: "Wants the next appointment in the morning." },
    },
    {
      version: 1,
      op: "create",
      at: "2026-02-27T09:00:00.000Z",
      personId: ME,
      reason: null,
      withheld: false,
      before: null,
      after: { subject: "Knee pain", day: "2026-03-01", kind: "first", minutes: 20 },
    },
  ],
};
