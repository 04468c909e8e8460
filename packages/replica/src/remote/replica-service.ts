import type { Identity } from "@healthops/protocol/wire/auth";
import type { JsonValue } from "@healthops/schema/field";
import type { ListQuery } from "@healthops/schema/list/list-query";
import type { Page } from "@healthops/schema/list/page";
import type { Totals, TotalsQuery } from "@healthops/schema/list/totals";
import type { StoredRecord } from "@healthops/schema/record";
import type { Watcher } from "../live/watch.ts";
import type { GroupId } from "../outbox/change.ts";
import type { Outcome } from "../outbox/expected.ts";
import { OUTCOME_TABLES } from "../outbox/expected.ts";
import type { GroupState } from "../outbox/group-state.ts";
import type { PendingGroup } from "../outbox/pending-groups.ts";
import type { Replica } from "../replica.ts";
import { notSignedIn } from "../store/session-row.ts";
import type { Status } from "../status/status.ts";
import type { Device } from "./device.ts";
import type { MethodsOf } from "./declared-method.ts";
import { methodsOf } from "./declared-method.ts";
import { ON_BOTH, ON_DEVICE, ON_REPLICA, WATCHES } from "./replica-api.ts";
import { followCurrent } from "./follow-current.ts";
import type {
  CountQuery,
  DeviceStatus,
  PendingStates,
  ReplicaApi,
  Unsubscribe,
} from "./replica-api.ts";

const NOBODY: Status = {
  online: "unknown",
  phase: { kind: "idle" },
  live: "off",
  lastError: null,
  signedIn: null,
  signInNeeded: false,
  revoked: null,
  waiting: 0,
  rejected: 0,
  held: 0,
  conflicts: 0,
  lastSyncAt_ms: null,
};

const OUTBOX_TABLES = ["_outbox_groups", "_outbox_mutations"];

/** The interface of the screens on top of whichever replica the device has open. */
export function replicaService(device: Device): ReplicaApi {
  const both = new DeviceAndReplica(device);
  return {
    ...methodsOf(ON_DEVICE, async (name, args) => called(device, name, args)),
    ...methodsOf(ON_REPLICA, async (name, args) => {
      const replica: MethodsOf<typeof ON_REPLICA> = await both.open();
      return called(replica, name, args);
    }),
    ...methodsOf(ON_BOTH, (name, args) => called<MethodsOf<typeof ON_BOTH>>(both, name, args)),
    ...methodsOf(WATCHES, (name, args) => called<MethodsOf<typeof WATCHES>>(both, name, args)),
  };
}

/** Calls a method with the arguments of a method of the same declaration. */
function called<T extends object>(it: T, name: keyof T, args: readonly unknown[]): unknown {
  return (it[name] as (...given: readonly unknown[]) => unknown).apply(it, args as unknown[]);
}

/** What takes the device and its replica: who is there, and subscriptions that follow them. */
class DeviceAndReplica implements MethodsOf<typeof ON_BOTH>, MethodsOf<typeof WATCHES> {
  readonly #device: Device;

  constructor(device: Device) {
    this.#device = device;
  }

  async copies() {
    await this.open();
    return this.#device.copies();
  }

  async hasPin(): Promise<boolean> {
    await this.open();
    return this.#device.hasPin();
  }

  async identity(): Promise<Identity | null> {
    await this.#device.settled();
    return (await this.#device.current?.identity()) ?? null;
  }

  async status(): Promise<DeviceStatus> {
    await this.#device.settled();
    const { current } = this.#device;
    return current === null ? this.#nobody() : unlocked(await current.status());
  }

  async sync() {
    await this.open();
    return this.#device.sync();
  }

  async pendingRecords(collection: string) {
    return plainStates(await this.open(), collection);
  }

  watchList(collection: string, query: ListQuery, watcher: Watcher<Page>): Unsubscribe {
    return this.#watch(watcher, (replica, to) => replica.watch(collection, query, to));
  }

  watchRecord(collection: string, id: string, watcher: Watcher<StoredRecord | null>): Unsubscribe {
    return this.#watchTables([collection], (replica) => replica.get(collection, id), watcher);
  }

  watchCount(collection: string, query: CountQuery, watcher: Watcher<number>): Unsubscribe {
    return this.#watchTables([collection], (replica) => replica.count(collection, query), watcher);
  }

  watchTotals(
    collection: string,
    query: TotalsQuery,
    watcher: Watcher<readonly Totals[]>,
  ): Unsubscribe {
    return this.#watchTables([collection], (replica) => replica.totals(collection, query), watcher);
  }

  watchPending(
    states: readonly GroupState[],
    watcher: Watcher<readonly PendingGroup[]>,
  ): Unsubscribe {
    return this.#watchTables(OUTBOX_TABLES, (replica) => replica.pending(states), watcher);
  }

  watchPendingRecords(collection: string, watcher: Watcher<PendingStates>): Unsubscribe {
    return this.#watchTables(OUTBOX_TABLES, (replica) => plainStates(replica, collection), watcher);
  }

  watchOutcome(group: GroupId, watcher: Watcher<Outcome>): Unsubscribe {
    return this.#watchTables(OUTCOME_TABLES, (replica) => replica.outcome(group), watcher);
  }

  watchStatus(watcher: Watcher<DeviceStatus>): Unsubscribe {
    return followCurrent(this.#device, (replica) => {
      if (replica !== null) {
        return replica.watchStatus({
          next: (status) => watcher.next(unlocked(status)),
          failed: (error) => watcher.failed(error),
        });
      }
      const tell = (): void => watcher.next(this.#nobody());
      tell();
      return this.#device.onCurrent(() => {
        if (this.#device.current === null) tell();
      });
    });
  }

  watchKept(name: string, watcher: Watcher<JsonValue | null>): Unsubscribe {
    return this.#watch(watcher, (replica, to) => replica.watchKept(name, to));
  }

  #nobody(): DeviceStatus {
    const { locked, erased } = this.#device;
    return { ...NOBODY, locked, erased };
  }

  /** The open replica, once it is known whether another window has one open. */
  async open(): Promise<Replica> {
    if (this.#device.current === null) await this.#device.settled();
    const { current } = this.#device;
    if (current === null) throw notSignedIn();
    return current;
  }

  #watch<T>(
    watcher: Watcher<T>,
    start: (replica: Replica, watcher: Watcher<T>) => () => void,
  ): Unsubscribe {
    return followCurrent(this.#device, (replica) => {
      if (replica !== null) return start(replica, watcher);
      watcher.failed(notSignedIn());
      return () => undefined;
    });
  }

  #watchTables<T>(
    tables: readonly string[],
    read: (replica: Replica) => Promise<T>,
    watcher: Watcher<T>,
  ): Unsubscribe {
    return this.#watch(watcher, (replica, to) =>
      replica.watchTables(tables, () => read(replica), to),
    );
  }
}

function unlocked(status: Status): DeviceStatus {
  return { ...status, locked: null, erased: false };
}

async function plainStates(replica: Replica, collection: string): Promise<PendingStates> {
  return Object.fromEntries(await replica.pendingRecords(collection));
}
