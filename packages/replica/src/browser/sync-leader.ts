import type { Replica } from "../replica.ts";
import type { PlainProblem } from "../remote/messages.ts";
import { plainProblem, problemFrom } from "../remote/messages.ts";
import type { SyncState } from "../status/status.ts";
import type { SyncReport } from "../sync/sync-run.ts";
import { Channel } from "./windows/channel.ts";
import type { HeldLock } from "./windows/locks.ts";
import { holdLock } from "./windows/locks.ts";

/** Between the windows of one database. */
type Message =
  /** From the window that syncs: how it stands; `new` when it has just taken over. */
  | { readonly kind: "state"; readonly state: SyncState; readonly new: boolean }
  | { readonly kind: "which state" }
  | { readonly kind: "sync"; readonly id: string }
  | { readonly kind: "wake" }
  | { readonly kind: "synced"; readonly id: string; readonly report: SyncReport }
  | { readonly kind: "failed"; readonly id: string; readonly problem: PlainProblem };

interface Waiting {
  resolve(report: SyncReport): void;
  reject(error: unknown): void;
}

const UNKNOWN: SyncState = {
  online: "unknown",
  phase: { kind: "idle" },
  live: "off",
  lastError: null,
};

/**
 * Lets one window of a database do the syncing: whoever holds the lock. When that window closes,
 * crashes or is put to sleep, the next one in line takes over, together with the calls that nobody
 * has answered yet.
 */
export class SyncLeader {
  readonly #replica: Replica;
  readonly #name: string;
  readonly #newId: () => string;
  readonly #channel: Channel<Message>;
  readonly #waiting = new Map<string, Waiting>();
  #lock: HeldLock | null = null;
  #state: SyncState = UNKNOWN;
  #leads = false;
  readonly #stopState: () => void;

  constructor(replica: Replica, name: string, newId: () => string) {
    this.#replica = replica;
    this.#name = name;
    this.#newId = newId;
    this.#channel = new Channel(`syncing ${name}`, (message) => this.#heard(message));
    this.#stopState = replica.onSyncState((state) => {
      if (!this.#leads) return;
      this.#state = state;
      this.#say({ kind: "state", state, new: false });
    });
    this.#say({ kind: "which state" });
    this.resume();
  }

  /** Stands in line, again or for the first time. */
  resume(): void {
    this.#lock ??= holdLock(`healthops-sync-${this.#name}`, "exclusive", () => this.#lead());
  }

  /** Leaves the line and lets another window sync at once; resolves when the own run is over. */
  async suspend(): Promise<void> {
    const led = this.#leads;
    this.#leads = false;
    this.#lock?.release();
    this.#lock = null;
    if (led) await this.#replica.stop();
  }

  /** Syncs now, here or in the window that does it; waits for a successor if that one goes. */
  sync(): Promise<SyncReport> {
    if (this.#leads) return this.#replica.sync();
    return new Promise((resolve, reject) => {
      const id = this.#newId();
      this.#waiting.set(id, { resolve, reject });
      this.#say({ kind: "sync", id });
    });
  }

  wake(): void {
    if (this.#leads) this.#replica.wake();
    else this.#say({ kind: "wake" });
  }

  async close(): Promise<void> {
    this.#stopState();
    await this.suspend();
    this.#channel.close();
  }

  #lead(): void {
    if (this.#lock === null) return;
    this.#leads = true;
    this.#replica.start();
    this.#say({ kind: "state", state: this.#state, new: true });
    for (const [id, { resolve, reject }] of this.#waiting) {
      this.#waiting.delete(id);
      this.#replica.sync().then(resolve, reject);
    }
  }

  #heard(message: Message): void {
    if (message.kind === "state") this.#follow(message.state, message.new);
    else if (message.kind === "synced") this.#settle(message.id)?.resolve(message.report);
    else if (message.kind === "failed")
      this.#settle(message.id)?.reject(problemFrom(message.problem));
    else if (!this.#leads) return;
    else if (message.kind === "wake") this.#replica.wake();
    else if (message.kind === "which state")
      this.#say({ kind: "state", state: this.#state, new: false });
    else void this.#syncFor(message.id);
  }

  #follow(state: SyncState, isNew: boolean): void {
    if (this.#leads) return;
    this.#state = state;
    this.#replica.adoptSyncState(state);
    if (!isNew) return;
    for (const id of this.#waiting.keys()) this.#say({ kind: "sync", id });
  }

  async #syncFor(id: string): Promise<void> {
    try {
      this.#say({ kind: "synced", id, report: await this.#replica.sync() });
    } catch (error) {
      this.#say({ kind: "failed", id, problem: plainProblem(error) });
    }
  }

  #settle(id: string): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    return waiting;
  }

  #say(message: Message): void {
    this.#channel.post(message);
  }
}
