import type {
  OwnPasswordRequest,
  ReplacePasswordRequest,
} from "@healthops/protocol/wire/passwords";
import type { Identity } from "@healthops/protocol/wire/auth";
import type { JsonValue } from "@healthops/schema/field";
import type { ListQuery } from "@healthops/schema/list/list-query";
import type { Page } from "@healthops/schema/list/page";
import type { WholeList } from "@healthops/schema/list/places";
import type { Totals, TotalsQuery } from "@healthops/schema/list/totals";
import type { StoredRecord } from "@healthops/schema/record";
import type { Choices } from "../conflicts/plan-resolution.ts";
import type { Watcher } from "../live/watch.ts";
import type { Keeping } from "../local/kept-values.ts";
import type { Accepted, Change, GroupId } from "../outbox/change.ts";
import type { Expecting, Outcome } from "../outbox/expected.ts";
import { OUTCOME_TABLES } from "../outbox/expected.ts";
import type { GroupState } from "../outbox/group-state.ts";
import type { PendingGroup } from "../outbox/pending-groups.ts";
import type { Replica } from "../replica.ts";
import { notSignedIn } from "../store/session-row.ts";
import type { Status } from "../status/status.ts";
import type { ScheduleSettings } from "../store/schedule-settings.ts";
import type { Device } from "./device.ts";
import { followCurrent } from "./follow-current.ts";
import type {
  CountQuery,
  DeviceCredentials,
  DeviceStatus,
  HubRequest,
  PendingStates,
  PinChange,
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
export class ReplicaService implements ReplicaApi {
  readonly #device: Device;

  constructor(device: Device) {
    this.#device = device;
  }

  people = () => this.#device.people();
  signIn = (credentials: DeviceCredentials) => this.#device.signIn(credentials);
  replacePassword = (request: ReplacePasswordRequest) => this.#device.replacePassword(request);
  changePassword = (request: OwnPasswordRequest) => this.#device.changePassword(request);
  lock = () => this.#device.lock();
  unlock = (pin: string) => this.#device.unlock(pin);
  setPin = (change: PinChange | null) => this.#device.setPin(change);
  signOut = ({ erase }: { readonly erase: boolean }) => this.#device.signOut(erase);
  testConnection = () => this.#device.testConnection();
  storage = () => this.#device.storage();
  goBack = (copy: string) => this.#device.goBack(copy);
  askHub = (request: HubRequest) => this.#device.askHub(request);

  async copies() {
    await this.#open();
    return this.#device.copies();
  }

  async hasPin(): Promise<boolean> {
    await this.#open();
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
    await this.#open();
    return this.#device.sync();
  }

  async wake(): Promise<void> {
    this.#device.wake();
  }

  get = async (collection: string, id: string) => (await this.#open()).get(collection, id);
  list = async (collection: string, query?: ListQuery) =>
    (await this.#open()).list(collection, query);
  listPlaces = async (collection: string, query: WholeList, size: number) =>
    (await this.#open()).listPlaces(collection, query, size);
  count = async (collection: string, query?: CountQuery) =>
    (await this.#open()).count(collection, query);
  totals = async (collection: string, query: TotalsQuery) =>
    (await this.#open()).totals(collection, query);
  mutate = async (changes: readonly Change[], expecting?: Expecting): Promise<Accepted> =>
    (await this.#open()).mutate(changes, expecting);
  outcome = async (group: GroupId) => (await this.#open()).outcome(group);
  mutateAll = async (groups: readonly (readonly Change[])[]) =>
    (await this.#open()).mutateAll(groups);
  pending = async (states: readonly GroupState[], limit?: number) =>
    (await this.#open()).pending(states, limit);
  rejected = async () => (await this.#open()).rejected();
  pendingRecords = async (collection: string) => plainStates(await this.#open(), collection);
  discard = async (group: GroupId, options?: { readonly dependents?: boolean }) =>
    (await this.#open()).discard(group, options);
  correct = async (group: GroupId, changes: readonly Change[]) =>
    (await this.#open()).correct(group, changes);
  resolve = async (conflictId: string, choices: Choices) =>
    (await this.#open()).resolve(conflictId, choices);
  restoreLoser = async (conflictId: string, field: string) =>
    (await this.#open()).restoreLoser(conflictId, field);
  schedule = async () => (await this.#open()).schedule();
  setSchedule = async (change: Partial<ScheduleSettings>) =>
    (await this.#open()).setSchedule(change);

  kept = async (name: string) => (await this.#open()).kept(name);
  keep = async (name: string, value: JsonValue | null, keeping?: Keeping) =>
    (await this.#open()).keep(name, value, keeping);

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
  async #open(): Promise<Replica> {
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
