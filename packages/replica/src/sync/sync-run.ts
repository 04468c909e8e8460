import { readDeviceStatus } from "../status/read-status.ts";
import { setMeta } from "../store/meta.ts";
import { readerOf } from "../store/reader.ts";
import type { Store } from "../store/store.ts";
import { pullAll } from "../pull/pull.ts";
import { pushAll } from "../push/push.ts";
import type { Access } from "../sign-in/access.ts";
import type { HubTransport } from "../transport/transport.ts";
import { isUnreachable } from "../transport/offline.ts";
import type { Phase } from "../status/status.ts";

export interface SyncParts {
  readonly store: Store;
  readonly access: Access;
  readonly transport: HubTransport;
  /** Version of the program, told to the hub; null when it has none to tell. */
  readonly appVersion: string | null;
}

/** What one run did. */
export interface SyncReport {
  /** Groups that the hub accepted, and those of them that opened conflicts. */
  readonly pushed: number;
  readonly conflicts: number;
  readonly rejected: number;
  /** Records, deletions and departures that came. */
  readonly pulled: number;
}

/**
 * One whole sync: push what waits, then pull. Downloads do not wait for uploads [PUL3]: when the hub
 * is there but refuses the push, the pull still runs, and the push's Problem is thrown afterwards.
 */
export async function syncOnce(
  parts: SyncParts,
  phase: (phase: Phase) => void,
): Promise<SyncReport> {
  const { store, access, transport, appVersion } = parts;
  let report: SyncReport = { pushed: 0, conflicts: 0, rejected: 0, pulled: 0 };
  let failure: unknown = null;
  try {
    phase({ kind: "pushing" });
    await pushAll(
      store,
      (request) => access.with((token) => transport.push(token, request)),
      ({ applied, conflicts, rejected }) => {
        report = {
          ...report,
          pushed: report.pushed + applied,
          conflicts: report.conflicts + conflicts,
          rejected: report.rejected + rejected,
        };
      },
    );
  } catch (error) {
    if (isUnreachable(error)) throw error;
    failure = error;
  }
  phase({ kind: "pulling", received: 0, remaining: null });
  const status = await readDeviceStatus(readerOf(store.database), appVersion);
  const { received } = await pullAll(
    store,
    (request, etag) => access.with((token) => transport.pull(token, request, etag, status)),
    ({ received, remaining }) => phase({ kind: "pulling", received, remaining }),
  );
  if (failure !== null) throw failure;
  await store.database.transaction((tx) => setMeta(tx, "last_sync_ms", store.ports.clock.now()), {
    mayBeLost: true,
  });
  return { ...report, pulled: received };
}
