import type { Ports } from "@healthops/base/ports";
import type { Identity } from "@healthops/protocol/wire/auth";
import type { JsonValue } from "@healthops/schema/field";
import type { ListQuery } from "@healthops/schema/list/list-query";
import type { Page } from "@healthops/schema/list/page";
import type { WholeList } from "@healthops/schema/list/page-ends";
import type { Totals, TotalsQuery } from "@healthops/schema/list/totals";
import type { Actor } from "@healthops/schema/person";
import type { StoredRecord } from "@healthops/schema/record";
import type { Schema } from "@healthops/schema/schema";
import type { Migration } from "@healthops/schema/tables/migrate-tables";
import type { Choices } from "./conflicts/plan-resolution.ts";
import { resolveConflict, restoreLoser } from "./conflicts/resolve.ts";
import type { Watcher } from "./live/watch.ts";
import { watchList, watchTables } from "./live/watch.ts";
import type { Accepted, Change, GroupId } from "./outbox/change.ts";
import type { Keeping } from "./local/kept-values.ts";
import { KEPT_TABLE, readKept, writeKept } from "./local/kept-values.ts";
import type { StoredPin } from "./local/stored-pin.ts";
import { enqueueGroup } from "./outbox/enqueue.ts";
import type { Expecting, Outcome } from "./outbox/expected.ts";
import { noteExpected, outcomeOf } from "./outbox/expected.ts";
import { enqueueGroups } from "./outbox/enqueue-groups.ts";
import type { GroupState } from "./outbox/group-state.ts";
import { refreshHolds } from "./outbox/holds.ts";
import type { PendingGroup } from "./outbox/pending-groups.ts";
import { pendingGroups, pendingRecords } from "./outbox/pending-groups.ts";
import { correctGroup, discardGroup } from "./outbox/settle-rejected.ts";
import { Access } from "./sign-in/access.ts";
import { Erasure, type ErasePort } from "./sign-in/erasure.ts";
import type { PasswordVerifier } from "./sign-in/password-verifier.ts";
import { notSignedIn, readSession, signedInActor, welcomed } from "./store/session-row.ts";
import type { Credentials, SignedIn, SignInParts } from "./sign-in/sign-in.ts";
import { checkPassword, rememberPassword, signIn, signOut } from "./sign-in/sign-in.ts";
import type { SqliteDatabase, SqlTransaction } from "./sqlite/database.ts";
import { readStatus } from "./status/read-status.ts";
import type { Status, SyncState } from "./status/status.ts";
import { watchStatus } from "./status/watch-status.ts";
import { getMeta, replicaIdOf, setMeta } from "./store/meta.ts";
import { openStore, willBeReplaced } from "./store/open-store.ts";
import { countRecords, getRecord, listRecords, readPageEnds, readTotals } from "./store/read.ts";
import { readerOf } from "./store/reader.ts";
import type { Store } from "./store/store.ts";
import type { ScheduleSettings } from "./store/schedule-settings.ts";
import { SCHEDULE } from "./store/schedule-settings.ts";
import { readSchedule, writeSchedule } from "./sync/schedule-row.ts";
import { SyncLoop } from "./sync/sync-loop.ts";
import type { SyncReport } from "./sync/sync-run.ts";
import { SyncStateHolder } from "./sync/sync-state.ts";
import type { HubTransport } from "./transport/transport.ts";

export interface ReplicaOptions {
  /** Handed over: `close` closes it too. */
  readonly database: SqliteDatabase;
  readonly schema: Schema;
  readonly ports: Ports;
  readonly transport: HubTransport;
  readonly passwords: PasswordVerifier;
  readonly schedule?: Partial<ScheduleSettings>;
  readonly migrations?: readonly Migration[];
  /** Version of the program, told to the hub. */
  readonly appVersion?: string;
  /** For a device that is to be wiped; without it the data stays, and the hub is never told otherwise. */
  readonly erase?: ErasePort;
  /**
   * Keeps a copy of the database, to go back to: called before all of its records are replaced, because
   * the schema changed or the hub was restored. When it fails, nothing is replaced.
   */
  readonly beforeReplacing?: () => Promise<void>;
}

/**
 * Opens a replica on a database, making or migrating its tables. Nothing is synced before `sync` or
 * `start`. Throws Problem `destructive_change` when the schema no longer fits the data.
 */
export async function openReplica(options: ReplicaOptions): Promise<Replica> {
  try {
    if (await willBeReplaced(options.database, options.schema)) await options.beforeReplacing?.();
    const store = await openStore(options);
    const chosen = await getMeta(readerOf(store.database), "schedule");
    return new Replica(store, options, chosen?.automatic !== false);
  } catch (error) {
    await options.database.close();
    throw error;
  }
}

/**
 * One person's data on one device: read and written at once, synced when there is a hub. Only
 * composes; each idea has its own folder. Reading and changing need somebody to be signed in
 * (Problem `not_signed_in`).
 */
export class Replica {
  readonly schema: Schema;
  readonly #store: Store;
  readonly #signingIn: SignInParts;
  readonly #state = new SyncStateHolder();
  readonly #loop: SyncLoop;
  readonly #access: Access;
  readonly #schedule: ScheduleSettings;
  readonly #erasure: Erasure;
  /** Whether it syncs by itself while it is started, as far as is known here. */
  #automatic: boolean;
  #stopSchedule: (() => void) | null = null;

  /** Use {@link openReplica}. */
  constructor(store: Store, options: ReplicaOptions, automatic: boolean) {
    const { transport, passwords, schedule, appVersion, erase, beforeReplacing } = options;
    this.#automatic = automatic;
    this.schema = store.schema;
    this.#store = store;
    this.#signingIn = { store, transport, passwords };
    const stop = (): Promise<void> => this.stop();
    this.#erasure = new Erasure({ store, transport, stop, erase: erase ?? null });
    this.#access = new Access(store, transport, (refusal) => this.#erasure.heard(refusal));
    this.#schedule = { ...SCHEDULE, ...schedule };
    const parts = {
      store,
      transport,
      access: this.#access,
      appVersion: appVersion ?? null,
      beforeReplacing: beforeReplacing ?? null,
    };
    this.#loop = new SyncLoop(parts, this.#state, this.#schedule);
  }

  /** Signs in at the hub, or against this device's memory when the hub is away; see sign-in.ts. */
  async signIn(credentials: Credentials, offlineOnly = false): Promise<SignedIn> {
    const signedIn = await this.#erasure.after(signIn(this.#signingIn, credentials, offlineOnly));
    this.#loop.wake();
    return signedIn;
  }

  /** Ends the session; data and waiting changes stay for the person's next sign-in. */
  signOut(): Promise<void> {
    return signOut(this.#signingIn);
  }

  /** The id under which the hub knows this database at this moment: a copy takes another one [PSH4]. */
  id(): Promise<string> {
    return replicaIdOf(readerOf(this.#store.database));
  }

  /** Who is signed in on this device, or null. */
  async identity(): Promise<Identity | null> {
    const session = await readSession(readerOf(this.#store.database));
    return session?.active === true ? session.identity : null;
  }

  /** As `identity`, for opening without the password: throws `not_signed_in`, or the hub's refusal. */
  welcomed(): Promise<Identity> {
    return welcomed(readerOf(this.#store.database));
  }

  /** Whether it is the password of the person whose data this is, as this device remembers it. */
  checkPassword(password: string): Promise<boolean> {
    return checkPassword(this.#signingIn, password);
  }

  /** The hub has taken it as the new password of the person whose data this is. */
  rememberPassword(password: string): Promise<void> {
    return rememberPassword(this.#signingIn, password);
  }

  /** What is kept of the person's PIN; null when they have none. */
  pin(): Promise<StoredPin | null> {
    return getMeta(readerOf(this.#store.database), "pin");
  }

  setPin(pin: StoredPin | null): Promise<void> {
    return this.#change((tx) => setMeta(tx, "pin", pin));
  }

  async get(collection: string, id: string): Promise<StoredRecord | null> {
    await this.#assertSignedIn();
    return getRecord(this.#store, collection, id);
  }

  async list(collection: string, query: ListQuery = {}): Promise<Page> {
    await this.#assertSignedIn();
    return listRecords(this.#store, collection, query);
  }

  async pageEnds(collection: string, query: WholeList, size: number): Promise<readonly string[]> {
    await this.#assertSignedIn();
    return readPageEnds(this.#store, collection, query, size);
  }

  async count(
    collection: string,
    query: Pick<ListQuery, "where" | "search"> = {},
  ): Promise<number> {
    await this.#assertSignedIn();
    return countRecords(this.#store, collection, query);
  }

  async totals(collection: string, query: TotalsQuery): Promise<readonly Totals[]> {
    await this.#assertSignedIn();
    return readTotals(this.#store, collection, query);
  }

  /** Makes changes that stand or fall together; visible at once, pushed when there is a hub. */
  mutate(changes: readonly Change[], expecting: Expecting = {}): Promise<Accepted> {
    return this.#change(async (tx, actor) => {
      const accepted = await this.#enqueue(tx, actor, changes);
      await noteExpected(tx, accepted.group, expecting);
      return accepted;
    });
  }

  /** What has become of a group. */
  outcome(group: GroupId): Promise<Outcome> {
    return outcomeOf(readerOf(this.#store.database), group);
  }

  /** Many groups in one transaction, each standing for itself at the hub: for imports. */
  mutateAll(groups: readonly (readonly Change[])[]): Promise<readonly Accepted[]> {
    return this.#change(async (tx, actor) => {
      const accepted = await enqueueGroups(this.#store, tx, actor, groups);
      await refreshHolds(this.schema, tx);
      return accepted;
    });
  }

  /** Groups of local changes in any of the states, oldest first. */
  pending(states: readonly GroupState[], limit?: number): Promise<readonly PendingGroup[]> {
    return pendingGroups(readerOf(this.#store.database), states, limit);
  }

  /** What the hub refused, with its reasons, until the person corrects or discards it. */
  rejected(): Promise<readonly PendingGroup[]> {
    return this.pending(["rejected"]);
  }

  /** States of the local changes of each record that has any, by id: for marks in lists. */
  pendingRecords(collection: string): Promise<ReadonlyMap<string, readonly GroupState[]>> {
    return pendingRecords(readerOf(this.#store.database), collection);
  }

  /** Takes a group back that is not accepted; with what was held because of it, if wanted. */
  discard(group: GroupId, { dependents = false } = {}): Promise<readonly GroupId[]> {
    return this.#change((tx) => discardGroup(this.#store, tx, group, dependents));
  }

  /** Puts corrected changes in the place of a rejected group. */
  correct(group: GroupId, changes: readonly Change[]): Promise<Accepted> {
    return this.#change((tx, actor) => correctGroup(this.#store, tx, actor, group, changes));
  }

  /** Resolves a conflict: `mine`, `theirs`, or a choice for each field. */
  resolve(conflictId: string, choices: Choices): Promise<Accepted> {
    return resolveConflict(this.#store, conflictId, choices);
  }

  /** Brings back the side that lost a field of a resolved conflict. */
  restoreLoser(conflictId: string, field: string): Promise<Accepted> {
    return restoreLoser(this.#store, conflictId, field);
  }

  /** Syncs once, now. Throws the Problem that stopped it; what was stored before that stays. */
  sync(): Promise<SyncReport> {
    return this.#erasure.after(this.#loop.sync());
  }

  /** Keeps in sync from now on: by live channel, by clock, and at every change. */
  start(): void {
    if (this.#stopSchedule !== null) return;
    if (this.#automatic) this.#loop.start();
    // Another process may change it while this one does the syncing.
    this.#stopSchedule = this.watchTables(["_meta"], () => this.schedule(), {
      next: (schedule) => this.#follow(schedule),
      failed: () => undefined,
    });
  }

  /** No longer syncs by itself; resolves when a running sync is over. */
  stop(): Promise<void> {
    this.#stopSchedule?.();
    this.#stopSchedule = null;
    return this.#loop.stop();
  }

  /** Tells a started replica that the network may be back. */
  wake(): void {
    this.#loop.wake();
  }

  /** How often it syncs by the clock: the person's own times where they chose any. */
  async schedule(): Promise<ScheduleSettings> {
    return readSchedule(readerOf(this.#store.database), this.#schedule);
  }

  /** Changes what is given, for every process on this database; a Problem `invalid_schedule`. */
  async setSchedule(change: Partial<ScheduleSettings>): Promise<ScheduleSettings> {
    await this.#change((tx) => writeSchedule(tx, change));
    const schedule = await this.schedule();
    this.#follow(schedule);
    return schedule;
  }

  /** Syncs at these times, or not by itself at all. */
  #follow(schedule: ScheduleSettings): void {
    this.#loop.reschedule(schedule);
    this.#automatic = schedule.automatic !== false;
    if (this.#stopSchedule === null) return;
    if (this.#automatic) this.#loop.start();
    else void this.#loop.stop();
  }

  /** A small value that this person keeps on this device; null when there is none. */
  async kept(name: string): Promise<JsonValue | null> {
    await this.#assertSignedIn();
    return readKept(readerOf(this.#store.database), name);
  }

  /** Keeps a value, or forgets it with null; a Problem `invalid_kept_value`. */
  keep(name: string, value: JsonValue | null, { lasts_ms }: Keeping = {}): Promise<void> {
    const until_ms = lasts_ms === undefined ? null : this.#store.ports.clock.now() + lasts_ms;
    return this.#change((tx) => writeKept(tx, name, value, until_ms));
  }

  /** Gives the kept value now and after every change of it. Returns the way to stop. */
  watchKept(name: string, watcher: Watcher<JsonValue | null>): () => void {
    let last = "";
    return watchTables(this.#store, [KEPT_TABLE], () => this.kept(name), {
      next: (value) => {
        // The table holds other values too.
        const text = JSON.stringify(value);
        if (text !== last) watcher.next(value);
        last = text;
      },
      failed: (error) => watcher.failed(error),
    });
  }

  /** Runs a request of the caller's own with the session's token, renewed where it has ended. */
  withAccess<T>(request: (accessToken: string) => Promise<T>): Promise<T> {
    return this.#access.with(request);
  }

  /** What the sync loop of this process says about itself, from now on. Returns the way to stop. */
  onSyncState(listener: (state: SyncState) => void): () => void {
    return this.#state.onChange(() => listener(this.#state.state));
  }

  /** Takes over what the process that does the syncing says, for this one's status. */
  adoptSyncState(state: SyncState): void {
    this.#state.set(state);
  }

  status(): Promise<Status> {
    return readStatus(readerOf(this.#store.database), this.#state.state);
  }

  /** Gives the status now and after every change of it. Returns the way to stop. */
  watchStatus(watcher: Watcher<Status>): () => void {
    return watchStatus(this.#store, this.#state, () => this.status(), watcher);
  }

  /** A list that renews itself; see live/watch.ts. */
  watch(collection: string, query: ListQuery, watcher: Watcher<Page>): () => void {
    return watchList(this.#store, collection, query, watcher);
  }

  /** Runs `read` now and after every change of one of the collections. */
  watchTables<T>(
    tables: Iterable<string>,
    read: () => Promise<T>,
    watcher: Watcher<T>,
  ): () => void {
    return watchTables(this.#store, tables, read, watcher);
  }

  /** Stops syncing and closes the database. */
  async close(): Promise<void> {
    if (this.#erasure.begun) return; // It closes the database itself, and its platform closes this.
    await this.stop();
    await this.#store.database.close();
  }

  #change<T>(work: (tx: SqlTransaction, actor: Actor) => Promise<T>): Promise<T> {
    const { database } = this.#store;
    return database.transaction(async (tx) => work(tx, await signedInActor(this.schema, tx)));
  }

  async #enqueue(tx: SqlTransaction, actor: Actor, changes: readonly Change[]): Promise<Accepted> {
    const accepted = await enqueueGroup(this.#store, tx, actor, changes);
    await refreshHolds(this.schema, tx);
    return accepted;
  }

  async #assertSignedIn(): Promise<void> {
    if ((await this.identity()) === null) throw notSignedIn();
  }
}
