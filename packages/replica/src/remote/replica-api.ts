import type {
  OwnPasswordRequest,
  ReplacePasswordRequest,
} from "@healthops/protocol/wire/passwords";
import type { Identity } from "@healthops/protocol/wire/auth";
import type { JsonValue } from "@healthops/schema/field";
import type { ListQuery } from "@healthops/schema/list/list-query";
import type { Page } from "@healthops/schema/list/page";
import type { WholeList } from "@healthops/schema/list/page-ends";
import type { Totals, TotalsQuery } from "@healthops/schema/list/totals";
import type { StoredRecord } from "@healthops/schema/record";
import type { Choices } from "../conflicts/plan-resolution.ts";
import type { Watcher } from "../live/watch.ts";
import type { Keeping } from "../local/kept-values.ts";
import type { Accepted, Change, GroupId } from "../outbox/change.ts";
import type { Expecting, Outcome } from "../outbox/expected.ts";
import type { GroupState } from "../outbox/group-state.ts";
import type { PendingGroup } from "../outbox/pending-groups.ts";
import type { Credentials, SignedIn } from "../sign-in/sign-in.ts";
import type { MethodsOf } from "./declared-method.ts";
import { method } from "./declared-method.ts";
import type { Status } from "../status/status.ts";
import type { ScheduleSettings } from "../store/schedule-settings.ts";
import type { SyncReport } from "../sync/sync-run.ts";

/** Ends a subscription; calling it again does nothing. */
export type Unsubscribe = () => void;

/** Somebody who has signed in on this device before, and can do so again without the hub. */
export interface KnownPerson {
  readonly personId: string;
  readonly username: string;
  readonly displayName: string;
}

export interface DeviceCredentials extends Credentials {
  /** Does not try the hub: to unlock, or where there is surely no network. */
  readonly offlineOnly?: boolean;
  /** The password before the current one: after `old_password_needed`, to open this device's data. */
  readonly previousPassword?: string;
  /** Gives up this device's data, and what was not sent, for a fresh copy from the hub. */
  readonly startOver?: boolean;
}

/** A person whose data is locked: hidden, its session and unsent work kept. */
export interface Locked {
  readonly person: KnownPerson;
  /** Whether a PIN opens it now; the password always does. */
  readonly pin: boolean;
  /** Wrong PINs that are still allowed. */
  readonly triesLeft: number;
}

export interface PinChange {
  /** 4 to 8 digits. */
  readonly pin: string;
  /** The person's password, so that nobody else sets a PIN in a window left open. */
  readonly password: string;
}

/** The status, and who is locked: nobody is while somebody is signed in. */
export interface DeviceStatus extends Status {
  readonly locked: Locked | null;
  /** Whether an administrator had the data erased that was open in this window until then. */
  readonly erased: boolean;
}

export interface StorageReport {
  /** Where the database lives. */
  readonly kind: "opfs" | "indexeddb" | "file";
  /** Whether the browser promised not to clear it when space gets short. */
  readonly persisted: boolean;
  readonly used_bytes: number;
  readonly quota_bytes: number;
}

/** The data as it was before all of it was replaced. */
export interface DeviceCopy {
  readonly id: string;
  /** Epoch ms of the device's clock. */
  readonly madeAt_ms: number;
}

export interface ConnectionReport {
  readonly reachable: boolean;
  /** Time from asking to answer; null when there was none. */
  readonly roundTrip_ms: number | null;
  /** How far this device's clock goes ahead of the hub's; negative: behind; null: not known. */
  readonly clockAhead_ms: number | null;
  /** Version of the hub; null: not known. */
  readonly version: string | null;
  /** Whether the hub takes the session of who is signed in; null: nobody is, or not known. */
  readonly session: "ok" | "refused" | null;
  /** What stands in the way of syncing, for the person; null when nothing does. */
  readonly problem: { readonly code: string; readonly message: string } | null;
}

/** A question to the hub that no replica can answer: history, audit, administration. */
export interface HubRequest {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below the hub's address, with its query: `/api/v1/audit?limit=50`. */
  readonly path: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** `if-match` and the like; the token is added. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface HubAnswer {
  readonly status: number;
  readonly headers: { readonly etag: string | null };
  /** The JSON of the answer; null when it had no body. */
  readonly body: unknown;
}

/** Which records a count or a watch of a count is about. */
export type CountQuery = Pick<ListQuery, "where" | "search">;

/** States of local changes by record id. */
export type PendingStates = Readonly<Record<string, readonly GroupState[]>>;

/** What the device answers by itself, whoever is signed in. */
export const ON_DEVICE = {
  /** Who has signed in on this device. Nobody needs to be signed in to ask. */
  people: method<() => Promise<readonly KnownPerson[]>>(),
  /**
   * Signs in at the hub, or with what this device remembers when the hub is away. Also unlocks after
   * `lock`, and renews a session when the status says `signInNeeded`. Problems: `sign_in_failed`,
   * `person_disabled`, `too_many_sign_ins`, `offline` (never signed in here), `old_password_needed`,
   * `storage_missing`, `storage_full` …
   */
  signIn: method<(credentials: DeviceCredentials) => Promise<SignedIn>>(),
  /**
   * Puts a password of the person's own in the place of a one-time password, at the hub; then they sign
   * in with it. Problems: `sign_in_failed`, `weak_password`, `one_time_password_expired`, `offline` …
   */
  replacePassword: method<(request: ReplacePasswordRequest) => Promise<void>>(),
  /**
   * Changes the password of who is signed in, at the hub, and seals this device's data with the new
   * one. The session here goes on; the person's other sessions end. Problems: `wrong_password`,
   * `weak_password`, `too_many_sign_ins`, `demo_password_refused`, `sign_in_needed`, `offline` …
   */
  changePassword: method<(request: OwnPasswordRequest) => Promise<void>>(),
  /** Hides the data from all windows until the next sign-in; the session and its tokens stay. */
  lock: method<() => Promise<void>>(),
  /**
   * Opens what is locked with the person's PIN, in all windows. Problems: `wrong_pin` (with
   * `extra.triesLeft`), `password_needed` after too many, and the hub's refusal of that person.
   * `signIn` with `offlineOnly` opens it with the password.
   */
  unlock: method<(pin: string) => Promise<Identity>>(),
  /** Sets a PIN, or removes it with null. Problems: `invalid_pin`, `wrong_password`. */
  setPin: method<(change: PinChange | null) => Promise<void>>(),
  /**
   * Ends the session in all windows. `erase` also removes this person's data, key and waiting changes
   * from the device.
   */
  signOut: method<(options: { readonly erase: boolean }) => Promise<void>>(),
  /** Says that the network may be back. */
  wake: method<() => Promise<void>>(),
  /** Whether the hub answers, and takes the session of who is signed in. */
  testConnection: method<() => Promise<ConnectionReport>>(),
  storage: method<() => Promise<StorageReport>>(),
  /**
   * Goes back to a copy: everybody is signed out, and the next sign-in, which needs the password, opens
   * the copy. What was here until now is kept as a copy. Problems: `unknown_copy`, `no_room_for_copy`.
   */
  goBack: method<(copy: string) => Promise<void>>(),
  /** Asks the hub over HTTP with the session's token; `offline`, or the hub's own Problem. */
  askHub: method<(request: HubRequest) => Promise<HubAnswer>>(),
};

/** What the replica answers that is open; `not_signed_in` when nobody is. */
export const ON_REPLICA = {
  get: method<(collection: string, id: string) => Promise<StoredRecord | null>>(),
  list: method<(collection: string, query?: ListQuery) => Promise<Page>>(),
  /** The `after` of each page of `size` records but the first, for whoever jumps far down a list. */
  pageEnds:
    method<(collection: string, query: WholeList, size: number) => Promise<readonly string[]>>(),
  count: method<(collection: string, query?: CountQuery) => Promise<number>>(),
  totals: method<(collection: string, query: TotalsQuery) => Promise<readonly Totals[]>>(),
  /**
   * Makes changes that stand or fall together; visible at once, pushed when there is a hub. A refusal that
   * the caller expects takes them back by itself, and `outcome` tells it.
   */
  mutate: method<(changes: readonly Change[], expecting?: Expecting) => Promise<Accepted>>(),
  /** What has become of a group: where it stands, or refused as expected, or `gone`. */
  outcome: method<(group: GroupId) => Promise<Outcome>>(),
  /** Many groups at once, each standing for itself at the hub: for imports. */
  mutateAll: method<(groups: readonly (readonly Change[])[]) => Promise<readonly Accepted[]>>(),
  /** Groups of local changes in any of the states, oldest first; at most `limit`, default 1,000. */
  pending:
    method<(states: readonly GroupState[], limit?: number) => Promise<readonly PendingGroup[]>>(),
  /** What the hub refused, with its reasons. */
  rejected: method<() => Promise<readonly PendingGroup[]>>(),
  /** Takes a group back that is not accepted; the groups that went. */
  discard:
    method<
      (group: GroupId, options?: { readonly dependents?: boolean }) => Promise<readonly GroupId[]>
    >(),
  /** Puts corrected changes in the place of a rejected group. */
  correct: method<(group: GroupId, changes: readonly Change[]) => Promise<Accepted>>(),
  resolve: method<(conflictId: string, choices: Choices) => Promise<Accepted>>(),
  restoreLoser: method<(conflictId: string, field: string) => Promise<Accepted>>(),
  schedule: method<() => Promise<ScheduleSettings>>(),
  /** Changes what is given, for all windows and from now on; `invalid_schedule` outside 10 s to 1 day. */
  setSchedule: method<(change: Partial<ScheduleSettings>) => Promise<ScheduleSettings>>(),
  /**
   * A small value that this person keeps on this device, in the encrypted database: a draft, a choice.
   * It is never sent and goes when the data is erased. Null when nothing is kept under the name.
   */
  kept: method<(name: string) => Promise<JsonValue | null>>(),
  /**
   * Keeps a value under a name, for all windows; null forgets it. A Problem `invalid_kept_value`:
   * names have up to 120 letters, digits and `. _ : / -`, values up to 256 KB as JSON.
   */
  keep: method<(name: string, value: JsonValue | null, keeping?: Keeping) => Promise<void>>(),
};

/** What takes the device and its replica to answer. */
export const ON_BOTH = {
  /** Whether the person who is signed in has a PIN. */
  hasPin: method<() => Promise<boolean>>(),
  /** Who is signed in; a new window asks the other windows for the key before it says null. */
  identity: method<() => Promise<Identity | null>>(),
  /** States of the local changes of each record of a collection that has any, by id. */
  pendingRecords: method<(collection: string) => Promise<PendingStates>>(),
  /** Syncs now, whichever window does the syncing. */
  sync: method<() => Promise<SyncReport>>(),
  status: method<() => Promise<DeviceStatus>>(),
  /** Copies of the data of who is signed in, kept before all of it was replaced; newest first. */
  copies: method<() => Promise<readonly DeviceCopy[]>>(),
};

/** Subscriptions; the watcher comes last. */
export const WATCHES = {
  watchList:
    method<(collection: string, query: ListQuery, watcher: Watcher<Page>) => Unsubscribe>(),
  watchRecord:
    method<
      (collection: string, id: string, watcher: Watcher<StoredRecord | null>) => Unsubscribe
    >(),
  watchCount:
    method<(collection: string, query: CountQuery, watcher: Watcher<number>) => Unsubscribe>(),
  watchTotals:
    method<
      (collection: string, query: TotalsQuery, watcher: Watcher<readonly Totals[]>) => Unsubscribe
    >(),
  watchPending:
    method<
      (states: readonly GroupState[], watcher: Watcher<readonly PendingGroup[]>) => Unsubscribe
    >(),
  watchOutcome: method<(group: GroupId, watcher: Watcher<Outcome>) => Unsubscribe>(),
  watchPendingRecords:
    method<(collection: string, watcher: Watcher<PendingStates>) => Unsubscribe>(),
  /** Works before anybody is signed in too, and then says so: never fails with `not_signed_in`. */
  watchStatus: method<(watcher: Watcher<DeviceStatus>) => Unsubscribe>(),
  /** What is kept under a name, now and after each change, whichever window made it. */
  watchKept: method<(name: string, watcher: Watcher<JsonValue | null>) => Unsubscribe>(),
};

/**
 * The replica as screens see it: every value is plain data that JSON can carry, so that the replica
 * may live in a worker, in another process, or here. Each call rejects with a Problem; `not_signed_in`
 * where somebody has to be signed in. Subscriptions give their value at once and after each change,
 * whoever made it; they outlive signing out and in: meanwhile they fail once with `not_signed_in`.
 */
export interface ReplicaApi
  extends
    MethodsOf<typeof ON_DEVICE>,
    MethodsOf<typeof ON_REPLICA>,
    MethodsOf<typeof ON_BOTH>,
    MethodsOf<typeof WATCHES> {}
