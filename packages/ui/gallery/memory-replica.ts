import { Problem } from "@healthops/base/problem";
import type { Watcher } from "@healthops/replica/live/watch";
import type { GroupId } from "@healthops/replica/outbox/change";
import type { PendingGroup } from "@healthops/replica/outbox/pending-groups";
import type {
  DeviceStatus,
  PendingStates,
  ReplicaApi,
  Unsubscribe,
} from "@healthops/replica/remote/replica-api";
import type { Status } from "@healthops/replica/status/status";
import { SCHEDULE } from "@healthops/replica/store/schedule-settings";
import type { Content } from "@healthops/schema/record";
import { ruleFault } from "@healthops/schema/validate/rule-fault";
import { memoryKept } from "./memory-kept.ts";
import { MemoryTables } from "./memory-tables.ts";
import {
  HISTORY,
  idOf,
  makeConflicts,
  makeVisits,
  ME,
  PEOPLE_RECORDS,
  SITE_RECORDS,
} from "./records.ts";

export interface MemoryOptions {
  readonly rows: number;
  readonly status: Partial<Status>;
  /** `loading`: nothing ever answers. `error`: every reading fails. */
  readonly state: "full" | "loading" | "error";
}

export const IDENTITY = {
  personId: ME,
  username: "ayse",
  displayName: "Ayşe Yıldız",
  role: "USER" as const,
  duties: [],
  siteId: null,
  scopes: [],
};

const SYNCED: DeviceStatus = {
  signedIn: IDENTITY,
  locked: null,
  erased: false,
  signInNeeded: false,
  revoked: null,
  online: true,
  phase: { kind: "idle" },
  live: "connected",
  lastError: null,
  waiting: 0,
  rejected: 0,
  held: 0,
  conflicts: 0,
  lastSyncAt_ms: 1_772_362_800_000,
};

/** A replica without a hub, a database or a memory of tomorrow: for the gallery's made-up records. */
export function memoryReplica(options: MemoryOptions): ReplicaApi {
  const tables = new MemoryTables();
  tables.put("visits", makeVisits(options.rows));
  tables.put("sites", SITE_RECORDS);
  tables.put("people", PEOPLE_RECORDS);
  tables.put("conflicts", options.rows === 0 ? [] : makeConflicts());
  const status = { now: { ...SYNCED, ...options.status } };
  const refused = { now: options.rows === 0 ? [] : [rejectedGroup()] };
  return {
    ...device(tables, status),
    ...memoryKept(),
    ...records(tables),
    ...refusals(tables, refused),
    ...watches(tables, options, status, refused),
  };
}

interface Now<T> {
  now: T;
}

type Part<K extends keyof ReplicaApi> = Pick<ReplicaApi, K>;

function device(
  tables: MemoryTables,
  status: Now<DeviceStatus>,
): Part<
  | "people"
  | "signIn"
  | "replacePassword"
  | "changePassword"
  | "lock"
  | "unlock"
  | "hasPin"
  | "setPin"
  | "signOut"
  | "identity"
  | "sync"
  | "wake"
  | "status"
  | "testConnection"
  | "schedule"
  | "setSchedule"
  | "storage"
  | "copies"
  | "goBack"
  | "askHub"
> {
  let schedule = SCHEDULE;
  return {
    people: async () => [],
    signIn: async () => ({ identity: IDENTITY, by: "hub" }),
    replacePassword: async () => undefined,
    changePassword: async () => undefined,
    lock: async () => undefined,
    unlock: async () => IDENTITY,
    hasPin: async () => false,
    setPin: async () => undefined,
    signOut: async () => undefined,
    identity: async () => IDENTITY,
    sync: () =>
      tables.changing(() => {
        status.now = { ...status.now, lastSyncAt_ms: Date.now() };
        return { pushed: 0, conflicts: 0, rejected: 0, pulled: 3, copied: false };
      }),
    wake: async () => undefined,
    status: async () => status.now,
    testConnection: async () => ({
      reachable: true,
      roundTrip_ms: 12,
      clockAhead_ms: 0,
      version: "0.1.0",
      session: "ok" as const,
      problem: null,
    }),
    schedule: async () => schedule,
    setSchedule: async (change) => (schedule = { ...schedule, ...change }),
    copies: async () => [],
    goBack: async () => undefined,
    storage: async () => ({
      kind: "opfs",
      persisted: false,
      used_bytes: 48_200_000,
      quota_bytes: 2_400_000_000,
    }),
    askHub: async () => ({ status: 200, headers: { etag: null }, body: HISTORY }),
  };
}

function records(
  tables: MemoryTables,
): Part<
  | "get"
  | "list"
  | "pageEnds"
  | "count"
  | "totals"
  | "mutate"
  | "outcome"
  | "mutateAll"
  | "resolve"
  | "restoreLoser"
> {
  const decide = (id: string, fields: Content) =>
    tables.changing(() => tables.mutate([{ op: "update", collection: "conflicts", id, fields }]));
  return {
    get: async (name, id) => tables.get(name, id) ?? null,
    list: async (name, query = {}) => tables.page(name, query),
    pageEnds: async (name, query, size) => tables.pageEnds(name, query, size),
    count: async (name, query = {}) => tables.rows(name, query).length,
    totals: async () => [],
    outcome: async () => ({ state: "gone" }),
    mutate: (changes) => tables.changing(() => tables.mutate(changes)),
    mutateAll: (all) => tables.changing(() => all.map((changes) => tables.mutate(changes))),
    resolve: (id, choices) => decide(id, { status: "resolved", outcome: choices as Content }),
    restoreLoser: (id, field) => decide(id, { outcome: { [field]: "mine" } }),
  };
}

function refusals(
  tables: MemoryTables,
  refused: Now<readonly PendingGroup[]>,
): Part<"pending" | "rejected" | "pendingRecords" | "discard" | "correct"> {
  const settle = (group: GroupId): void => {
    refused.now = refused.now.filter((each) => each.group !== group);
  };
  return {
    pending: async () => refused.now,
    rejected: async () => refused.now,
    pendingRecords: async () => ({}),
    discard: (group) =>
      tables.changing(() => {
        settle(group);
        return [group];
      }),
    correct: (group, changes) =>
      tables.changing(() => {
        settle(group);
        return tables.mutate(changes);
      }),
  };
}

function watches(
  tables: MemoryTables,
  { state }: MemoryOptions,
  status: Now<DeviceStatus>,
  refused: Now<readonly PendingGroup[]>,
): Part<
  | "watchList"
  | "watchRecord"
  | "watchCount"
  | "watchTotals"
  | "watchPending"
  | "watchPendingRecords"
  | "watchOutcome"
  | "watchStatus"
> {
  const watch = <T>(read: () => T, watcher: Watcher<T>, always = false): Unsubscribe => {
    const tell = (): void => {
      if (state === "loading" && !always) return;
      if (state === "error" && !always) watcher.failed(brokenStorage());
      else watcher.next(read());
    };
    queueMicrotask(tell);
    tables.listeners.add(tell);
    return () => tables.listeners.delete(tell);
  };
  const marks: PendingStates = { [idOf(2)]: ["waiting"], [idOf(4)]: ["rejected"] };
  return {
    watchList: (name, query, watcher) => watch(() => tables.page(name, query), watcher),
    watchRecord: (name, id, watcher) => watch(() => tables.get(name, id) ?? null, watcher),
    watchCount: (name, query, watcher) => watch(() => tables.rows(name, query).length, watcher),
    watchTotals: (_name, _query, watcher) => watch(() => [], watcher),
    watchPending: (_states, watcher) => watch(() => refused.now, watcher),
    watchPendingRecords: (_name, watcher) => watch(() => marks, watcher),
    watchOutcome: (_group, watcher) => watch(() => ({ state: "gone" }) as const, watcher),
    watchStatus: (watcher) => watch(() => status.now, watcher, true),
  };
}

function brokenStorage(): Problem {
  return new Problem({
    code: "storage_failed",
    message: "The storage of this device did not answer. Close other windows and try again.",
  });
}

const ENDS_TOO_LATE = {
  en: "The visit would end after the site closes. Shorten it or choose another day.",
  tr: "Ziyaret, birim kapandıktan sonra biterdi. Kısaltın ya da başka bir gün seçin.",
};

function rejectedGroup(): PendingGroup {
  return {
    group: 7,
    state: "rejected",
    deviceTime_ms: 1_772_362_800_000,
    changes: [
      {
        collection: "visits",
        id: idOf(4),
        op: "update",
        fields: { minutes: 400, kind: "urgent" },
        refusal: {
          code: "rule_broken",
          message: ENDS_TOO_LATE.en,
          faults: [ruleFault("minutes", ENDS_TOO_LATE, "5 to 240 min")],
        },
      },
    ],
  };
}
