import type { Timers } from "@healthops/base/ports";
import { pause } from "@healthops/base/ports";
import { readDeviceStatus } from "../status/read-status.ts";
import { followLine, lineNewsIn } from "../restored/follow-line.ts";
import { followRestoredHub, restoredHubIn } from "../restored/follow-restored-hub.ts";
import { becomeOwnDevice, copiedDeviceIn, takenIdIn } from "../restored/become-own-device.ts";
import { getMeta, replicaIdOf, setMeta } from "../store/meta.ts";
import { readerOf } from "../store/reader.ts";
import type { Store } from "../store/store.ts";
import { pullAll } from "../pull/pull.ts";
import { pushAll } from "../push/push.ts";
import { dropTakenOver, readRejected } from "../outbox/taken-over.ts";
import { forgetWithdrawn, readWithdrawn } from "../outbox/withdrawn.ts";
import type { Access } from "../sign-in/access.ts";
import type { HubTransport } from "../transport/transport.ts";
import { isUnreachable } from "../transport/offline.ts";
import type { LinePaces } from "../transport/line-pace.ts";
import type { Phase } from "../status/status.ts";

export interface SyncParts {
  readonly store: Store;
  readonly access: Access;
  readonly transport: HubTransport;
  /** Version of the program, told to the hub; null when it has none to tell. */
  readonly appVersion: string | null;
  /** What the line has shown that it carries, each way. */
  readonly paces: LinePaces;
  /** Keeps a copy of the database, before all of its records are replaced; null where none is kept. */
  readonly beforeReplacing: (() => Promise<void>) | null;
}

/** What one run did. */
export interface SyncReport {
  /** Groups that the hub accepted, and those of them that opened conflicts. */
  readonly pushed: number;
  readonly conflicts: number;
  readonly rejected: number;
  /** Records, deletions and departures that came. */
  readonly pulled: number;
  /** The device turned out to be a copy and has become one of its own [PSH4]. */
  readonly copied: boolean;
}

type Moved = Omit<SyncReport, "copied">;

/** An upload that takes longer than this is a long one: news are fetched beside it, again and again. */
const LONG_UPLOAD_MS = 2_000;

/**
 * One whole sync: push what waits, then pull. Downloads do not wait for uploads [PUL3]: beside a long
 * upload the pull runs too, and when the hub is there but refuses the push, the pull still runs, and
 * the push's Problem is thrown afterwards. A
 * device that turns out to be a copy goes on as one of its own [PSH4]. A
 * hub that was restored from a backup is followed first [PUL8]: all is pulled, then it gets again what
 * it lost; so is one that goes on from a copy of its database [LIN4].
 */
export async function syncOnce(
  parts: SyncParts,
  phase: (phase: Phase) => void,
): Promise<SyncReport> {
  const { store } = parts;
  let copied = false;
  for (let followed = 0; ; followed += 1) {
    const id = await replicaIdOf(readerOf(store.database));
    try {
      return { ...(await pushAndPull(parts, phase)), copied };
    } catch (error) {
      if (followed === FOLLOWS_MAX) throw error;
      const news = copiedDeviceIn(error) ?? takenIdIn(error, id);
      if (news !== null) {
        await store.database.transaction((tx) => becomeOwnDevice(store, tx, news));
        copied = true;
      } else if (!(await followBack(parts, error))) throw error;
    }
  }
}

/** Goes back in time with the hub when that is why it refused; whether it was. */
async function followBack({ store, beforeReplacing }: SyncParts, error: unknown): Promise<boolean> {
  const restored = restoredHubIn(error);
  if (restored !== null) {
    await beforeReplacing?.();
    await store.database.transaction((tx) => followRestoredHub(store, tx, restored));
    return true;
  }
  const news = lineNewsIn(error);
  if (news === null) return false;
  if (Object.keys(news.rewound).length > 0) await beforeReplacing?.();
  await store.database.transaction((tx) => followLine(store, tx, news));
  return true;
}

/** A hub without a way forward after these: the push says so, the pull says where, a page said otherwise. */
const FOLLOWS_MAX = 4;

async function pushAndPull(parts: SyncParts, phase: (phase: Phase) => void): Promise<Moved> {
  const { store } = parts;
  let pulled = 0;
  const reader = readerOf(store.database);
  const restored = (await getMeta(reader, "restored_us")) !== null;
  if (restored || (await getMeta(reader, "pull_first")) !== null) {
    pulled += await pull(parts, phase);
  }
  const pushing = push(parts, phase);
  while (await lastsLong(pushing, store.ports.timers)) pulled += await pullBeside(parts);
  const { report, failure } = await pushing;
  pulled += await pull(parts, phase);
  await tellWithdrawn(parts);
  await hearTakenOver(parts);
  if (failure !== null) throw failure;
  await store.database.transaction((tx) => setMeta(tx, "last_sync_ms", store.ports.clock.now()), {
    mayBeLost: true,
  });
  return { ...report, pulled };
}

/** Whether the upload still goes on after {@link LONG_UPLOAD_MS}; its failure is seen by who awaits it. */
async function lastsLong(pushing: Promise<unknown>, timers: Timers): Promise<boolean> {
  const over = new AbortController();
  const end = (): void => over.abort();
  pushing.then(end, end);
  await pause(timers, LONG_UPLOAD_MS, over.signal);
  return !over.signal.aborted;
}

/** News while an upload goes on. What fails here fails again in the pull after it, and is told there. */
function pullBeside(parts: SyncParts): Promise<number> {
  return pull(parts, () => undefined).catch(() => 0);
}

interface Pushed {
  readonly report: Omit<Moved, "pulled">;
  /** Why the hub did not take all of it; null when it did. */
  readonly failure: unknown;
}

async function push(
  { store, access, transport, paces }: SyncParts,
  phase: (phase: Phase) => void,
): Promise<Pushed> {
  let report: Pushed["report"] = { pushed: 0, conflicts: 0, rejected: 0 };
  try {
    phase({ kind: "pushing" });
    await pushAll(
      store,
      (request, claim) => access.with((token) => transport.push(token, request, claim)),
      ({ applied, conflicts, rejected }) => {
        report = {
          pushed: report.pushed + applied,
          conflicts: report.conflicts + conflicts,
          rejected: report.rejected + rejected,
        };
      },
      paces.push,
    );
    return { report, failure: null };
  } catch (failure) {
    if (isUnreachable(failure)) throw failure;
    return { report, failure };
  }
}

/**
 * What was put right or given up here need not be decided elsewhere. An older hub has no such door, and
 * nobody waits for it: what was not told is told with the next sync.
 */
async function tellWithdrawn({ store, access, transport }: SyncParts): Promise<void> {
  const changes = await readWithdrawn(readerOf(store.database));
  if (changes.length === 0) return;
  try {
    await access.with((token) => transport.withdraw(token, { changes: [...changes] }));
  } catch {
    return;
  }
  await store.database.transaction((tx) => forgetWithdrawn(tx, changes));
}

/** What others have made of refused work is no work of this person any more. An older hub has no such door. */
async function hearTakenOver({ store, access, transport }: SyncParts): Promise<void> {
  const changes = await readRejected(readerOf(store.database));
  if (changes.length === 0) return;
  const taken = await access
    .with((token) => transport.takenOver(token, { changes: [...changes] }))
    .catch(() => null);
  if (taken === null || taken.changes.length === 0) return;
  await store.database.transaction((tx) => dropTakenOver(store, tx, taken.changes));
}

/** Answers how many records came. */
async function pull(
  { store, access, transport, appVersion, paces }: SyncParts,
  phase: (phase: Phase) => void,
): Promise<number> {
  phase({ kind: "pulling", received: 0, remaining: null });
  const status = await readDeviceStatus(readerOf(store.database), appVersion);
  const { received } = await pullAll(
    store,
    (request, etag, claim, bytes) =>
      access.with((token) => transport.pull(token, request, etag, status, claim, bytes)),
    ({ received, remaining }) => phase({ kind: "pulling", received, remaining }),
    paces.pull,
  );
  return received;
}
