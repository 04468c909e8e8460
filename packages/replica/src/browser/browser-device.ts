import { newId } from "@healthops/base/ids";
import { pause } from "@healthops/base/ports";
import type {
  OwnPasswordRequest,
  ReplacePasswordRequest,
} from "@healthops/protocol/wire/passwords";
import type { Identity } from "@healthops/protocol/wire/auth";
import { checkPin } from "../local/check-pin.ts";
import type { Replica } from "../replica.ts";
import type { WithAccess } from "../remote/test-connection.ts";
import { testConnection } from "../remote/test-connection.ts";
import { patientAsk } from "../remote/patient-ask.ts";
import type { Device } from "../remote/device.ts";
import type {
  DeviceCopy,
  DeviceCredentials,
  HubRequest,
  KnownPerson,
  Locked,
  PinChange,
  StorageReport,
} from "../remote/replica-api.ts";
import { notSignedIn } from "../store/session-row.ts";
import type { SignedIn } from "../sign-in/sign-in.ts";
import { browserFetch } from "./browser-fetch.ts";
import { changePasswordHere } from "./change-password-here.ts";
import { KeyStore } from "./keys/key-store.ts";
import { openWithPin, storedPin } from "./keys/pin-key.ts";
import type { LockedAway } from "./locked-away.ts";
import { afterWrongPin, PIN_TRIES, shownOf } from "./locked-away.ts";
import { withLock } from "./windows/locks.ts";
import type { StorageKind } from "./open-storage.ts";
import { openStorage } from "./open-storage.ts";
import type { PersonSession, SessionParts } from "./person-session.ts";
import { openSession } from "./person-session.ts";
import { passwordNeeded, wrongPasswordForPin, wrongPin } from "./pin-problems.ts";
import { signInHere } from "./sign-in-here.ts";
import { copyTime } from "./sqlite/copies.ts";
import type { SqliteFiles } from "./sqlite/sqlite-files.ts";
import { FILE_PREFIX } from "./sqlite/sqlite-files.ts";
import type { Unlocked } from "./window-link.ts";
import { WindowLink } from "./window-link.ts";

export interface BrowserDeviceOptions extends SessionParts {
  /** Address of the hub. */
  readonly hubUrl: string;
  /** Default: the best that there is. */
  readonly storage?: StorageKind;
}

/** One person signs in at a time, whichever window they use. */
const SIGN_IN_LOCK = "healthops-sign-in";
/** Other windows close an erased database within that many looks. */
const REMOVE_LOOKS = 20;
const REMOVE_LOOK_MS = 100;

/** A browser profile as a device: each window has one of these in its worker. */
export class BrowserDevice implements Device {
  readonly #options: BrowserDeviceOptions;
  readonly #keys = new KeyStore();
  readonly #files: Promise<SqliteFiles>;
  readonly #listeners = new Set<() => void>();
  readonly #link: WindowLink;
  readonly #settled: Promise<void>;
  #session: PersonSession | null = null;
  #person: KnownPerson | null = null;
  #locked: LockedAway | null = null;
  #erased = false;
  /** Counts what was closed, so that an opening that was overtaken is known. */
  #closings = 0;

  constructor(options: BrowserDeviceOptions) {
    this.#options = options;
    this.#files = openStorage(options.storage);
    this.#link = new WindowLink({
      newId: () => newId(options.ports),
      random: options.ports.random,
      unlocked: () => this.#session,
      locked: () => this.#locked,
      // Where that fails, this window shows the sign-in, and the next try tells why.
      onSignedIn: (name) => void this.#join(name).catch(() => undefined),
      onLocked: (locked) => void this.#close(locked),
      onWrongPin: (name, triesLeft) => this.#countWrongPin(name, triesLeft),
    });
    this.#settled = this.#begin().catch(() => undefined);
  }

  get current(): Replica | null {
    return this.#session?.replica ?? null;
  }

  get erased(): boolean {
    return this.#erased;
  }

  get locked(): Locked | null {
    return this.#locked === null ? null : shownOf(this.#locked);
  }

  onCurrent(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  settled(): Promise<void> {
    return this.#settled;
  }

  async people(): Promise<readonly KnownPerson[]> {
    // Without a storage there is nobody to find, but something to tell.
    await this.#files;
    const known = await this.#keys.all();
    return known.map(namesOf);
  }

  async signIn(credentials: DeviceCredentials): Promise<SignedIn> {
    const files = await this.#files;
    await this.#settled;
    return withLock(SIGN_IN_LOCK, async () => {
      const { session, signedIn } = await signInHere(
        {
          ...this.#options,
          keys: this.#keys,
          open: (name, key) => this.#openSession(files, name, key),
          remove: (name) => this.#remove(name),
          current: this.#session,
        },
        credentials,
      );
      // Another window may have been locked at this moment, and this one with it.
      if (session.closed) throw notSignedIn();
      await this.#become(session, signedIn.identity, { announce: true });
      return signedIn;
    });
  }

  async replacePassword(body: ReplacePasswordRequest): Promise<void> {
    const path = "/api/v1/auth/replace-password";
    await this.#ask({ method: "POST", path, body }, null);
  }

  changePassword(passwords: OwnPasswordRequest): Promise<void> {
    return withLock(SIGN_IN_LOCK, () =>
      changePasswordHere(
        {
          keys: this.#keys,
          random: this.#options.ports.random,
          session: this.#opened(),
          askHub: (request) => this.askHub(request),
        },
        passwords,
      ),
    );
  }

  async lock(): Promise<void> {
    if (this.#session !== null) await this.#closeAll(this.#lockedAway(this.#session));
  }

  async unlock(pin: string): Promise<Identity> {
    const files = await this.#files;
    await this.#settled;
    return withLock(SIGN_IN_LOCK, async () => {
      // Another window may have been quicker.
      if (this.#session !== null) return this.#session.replica.welcomed();
      if (this.#locked === null) throw notSignedIn();
      const { name, sealed, triesLeft } = this.#locked;
      if (sealed === null) throw passwordNeeded();
      const key = await openWithPin(pin, sealed, name);
      if (key === null) {
        this.#link.wrongPin(name, triesLeft - 1);
        this.#countWrongPin(name, triesLeft - 1);
        throw triesLeft === 1 ? passwordNeeded() : wrongPin(triesLeft - 1);
      }
      const session = await this.#openSession(files, name, key);
      try {
        const identity = await session.replica.welcomed();
        await this.#become(session, identity, { announce: true });
        return identity;
      } catch (error) {
        await session.close();
        throw error;
      }
    });
  }

  async hasPin(): Promise<boolean> {
    return (await this.#opened().replica.pin()) !== null;
  }

  async setPin(change: PinChange | null): Promise<void> {
    const { replica, renewSeal } = this.#opened();
    if (change === null) await replica.setPin(null);
    else {
      checkPin(change.pin);
      if (!(await replica.checkPassword(change.password))) throw wrongPasswordForPin();
      await replica.setPin(await storedPin(this.#options.ports.random, change.pin));
    }
    await renewSeal();
  }

  async signOut({ erase }: { readonly erase: boolean }): Promise<void> {
    const session = this.#session;
    if (session === null) return;
    await session.replica.signOut();
    await this.#closeAll(null);
    // Without its key the database is noise; the file itself goes as soon as nobody holds it.
    if (erase) await this.#remove(session.name);
  }

  async sync() {
    return this.#opened().leader.sync();
  }

  async wake(): Promise<void> {
    this.#session?.leader.wake();
  }

  testConnection() {
    const { current } = this;
    const { ports, hubUrl } = this.#options;
    const access: WithAccess | null = current && ((request) => current.withAccess(request));
    return testConnection(browserFetch, ports.clock, hubUrl, access);
  }

  askHub(request: HubRequest) {
    return this.#opened().replica.withAccess((token) => this.#ask(request, token));
  }

  async storage(): Promise<StorageReport> {
    const { kind } = await this.#files;
    const { usage = 0, quota = 0 } = await navigator.storage.estimate();
    const persisted = await navigator.storage.persisted();
    return { kind, persisted, used_bytes: usage, quota_bytes: quota };
  }

  async copies(): Promise<readonly DeviceCopy[]> {
    const { copies } = await this.#files;
    if (copies === null) return [];
    const files = await copies.list(this.#opened().name);
    return files.flatMap((id) => {
      const madeAt = copyTime(id);
      return madeAt === null ? [] : [{ id, madeAt_ms: madeAt.getTime() }];
    });
  }

  async goBack(copy: string): Promise<void> {
    await withLock(SIGN_IN_LOCK, async () => {
      await this.#opened().goBack(copy);
      await this.#closeAll(null);
    });
  }

  /** The browser is about to put this window to sleep. */
  async suspend(): Promise<void> {
    await this.#session?.suspend();
  }

  /** The window woke up. */
  resume(): void {
    this.#session?.resume();
  }

  #ask(request: HubRequest, token: string | null) {
    const { hubUrl, ports } = this.#options;
    return patientAsk({ fetch: browserFetch, timers: ports.timers }, hubUrl, request, token);
  }

  #opened(): PersonSession {
    if (this.#session === null) throw notSignedIn();
    return this.#session;
  }

  async #begin(): Promise<void> {
    await this.#files;
    const unlocked = await this.#link.askIfAny();
    if (unlocked !== null) return this.#openUnlocked(unlocked);
    const locked = await this.#link.askForLocked();
    if (locked !== null && this.#session === null) this.#hold(null, locked);
    void this.#removeLeftovers();
  }

  /** Another window signed somebody in: this one shows the same person's data. */
  async #join(name: string): Promise<void> {
    await this.#settled;
    if (this.#session?.name === name) return;
    // Who is locked stays so, and hidden, until the key is here.
    await this.#close(this.#locked?.name === name ? this.#locked : null);
    const unlocked = await this.#link.ask();
    if (unlocked !== null) await this.#openUnlocked(unlocked);
  }

  async #openUnlocked({ name, key }: Unlocked): Promise<void> {
    const closings = this.#closings;
    const session = await this.#openSession(await this.#files, name, key);
    const identity = await session.replica.identity();
    const overtaken = closings !== this.#closings || this.#session?.name === name;
    if (identity === null || overtaken) return session.close();
    await this.#become(session, identity, { announce: false });
  }

  #openSession(files: SqliteFiles, name: string, key: Uint8Array): Promise<PersonSession> {
    return openSession(this.#options, files, name, key, (wiped) => ({
      // Without its key the database is noise, with all of its copies, whatever cuts the rest off.
      begin: () => this.#keys.remove(wiped),
      remove: () => this.#wipe(wiped),
    }));
  }

  /** An administrator ordered it, in every window. */
  async #wipe(name: string): Promise<void> {
    if (this.#session?.name === name) {
      this.#erased = true;
      await this.#closeAll(null);
    }
    await this.#remove(name);
  }

  async #become(
    session: PersonSession,
    identity: Identity,
    { announce }: { announce: boolean },
  ): Promise<void> {
    if (session === this.#session) return;
    await this.#session?.close();
    this.#person = namesOf(identity);
    this.#hold(session, null);
    if (announce) this.#link.announce(session.name);
  }

  /** What this window shows from now on: a person's data, that it is locked, or neither. */
  #hold(session: PersonSession | null, locked: LockedAway | null): void {
    this.#session = session;
    this.#locked = locked;
    if (session !== null) this.#erased = false;
    this.#link.holds(session !== null ? "open" : locked !== null ? "locked" : "nothing");
    for (const listener of this.#listeners) listener();
  }

  async #closeAll(locked: LockedAway | null): Promise<void> {
    this.#link.lockOthers(locked);
    await this.#close(locked);
  }

  async #close(locked: LockedAway | null): Promise<void> {
    this.#closings += 1;
    const session = this.#session;
    this.#hold(null, locked);
    await session?.close();
  }

  #lockedAway({ name, sealed }: PersonSession): LockedAway | null {
    if (this.#person === null) return null;
    return { name, person: this.#person, sealed: sealed(), triesLeft: PIN_TRIES };
  }

  #countWrongPin(name: string, triesLeft: number): void {
    if (this.#locked?.name !== name) return;
    this.#hold(null, afterWrongPin(this.#locked, triesLeft));
  }

  async #remove(name: string): Promise<void> {
    await this.#keys.remove(name);
    const files = await this.#files;
    for (let look = 0; look < REMOVE_LOOKS; look += 1) {
      try {
        await files.remove(name);
        return;
      } catch {
        await pause(this.#options.ports.timers, REMOVE_LOOK_MS);
      }
    }
    // What is left is found by the next window that starts.
  }

  /** Databases that no key belongs to: of sign-ins that were cut off, and of erased people. */
  #removeLeftovers(): Promise<void> {
    return withLock(SIGN_IN_LOCK, async () => {
      const files = await this.#files;
      const known = new Set((await this.#keys.all()).map(({ name }) => name));
      for (const name of await files.names()) {
        if (name.startsWith(FILE_PREFIX) && !known.has(name)) {
          await files.remove(name).catch(() => undefined);
        }
      }
    });
  }
}

function namesOf({ personId, username, displayName }: KnownPerson): KnownPerson {
  return { personId, username, displayName };
}
