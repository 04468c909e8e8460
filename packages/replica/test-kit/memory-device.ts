import type { Replica } from "../src/replica.ts";
import type { Device } from "../src/remote/device.ts";
import type { Locked } from "../src/remote/replica-api.ts";
import type { TestDevice } from "./device.ts";

/** A device with one person's replica, for tests of what stands on top of devices. */
export class MemoryDevice implements Device {
  readonly #device: TestDevice;
  readonly #listeners = new Set<() => void>();
  current: Replica | null = null;
  locked: Locked | null = null;
  erased = false;

  constructor(device: TestDevice) {
    this.#device = device;
  }

  onCurrent(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  settled = async () => undefined;

  async people() {
    const identity = await this.#device.replica.identity();
    return identity === null ? [] : [identity];
  }

  async signIn({ offlineOnly = false, ...credentials }: Parameters<Device["signIn"]>[0]) {
    const signedIn = await this.#device.replica.signIn(credentials, offlineOnly);
    this.#become(this.#device.replica);
    return signedIn;
  }

  replacePassword = async () => undefined;
  changePassword = async () => undefined;

  async lock() {
    const person = await this.#device.replica.identity();
    this.locked = person === null ? null : { person, pin: false, triesLeft: 5 };
    this.#become(null);
  }

  unlock = () => this.#device.replica.welcomed();
  hasPin = async () => false;
  setPin = async () => undefined;

  async signOut() {
    await this.#device.replica.signOut();
    this.#become(null);
  }

  sync = () => this.#device.replica.sync();
  wake = async () => undefined;
  testConnection = async () => ({
    reachable: true,
    roundTrip_ms: 1,
    clockAhead_ms: 0,
    version: "0.1.0",
    session: "ok" as const,
    problem: null,
  });
  storage = async () => ({ kind: "file", persisted: true, used_bytes: 1, quota_bytes: 2 }) as const;
  copies = async () => [];
  goBack = async () => undefined;
  askHub = async () => ({ status: 200, headers: { etag: null }, body: null });

  #become(replica: Replica | null): void {
    this.current = replica;
    if (replica !== null) this.locked = null;
    for (const listener of this.#listeners) listener();
  }
}
