import type { Problem } from "@healthops/base/problem";
import { isProblem } from "@healthops/base/problem";
import { countUnsent } from "../status/read-status.ts";
import { replicaIdOf } from "../store/meta.ts";
import { readerOf } from "../store/reader.ts";
import type { Store } from "../store/store.ts";
import type { HubTransport } from "../transport/transport.ts";

export interface ErasureParts {
  readonly store: Store;
  readonly transport: HubTransport;
  /** Stops syncing; resolves when a running sync is over. */
  stop(): Promise<void>;
  /** Null where nothing can be erased. */
  readonly erase: ErasePort | null;
}

/** How a platform erases a person's data from the device. */
export interface ErasePort {
  /**
   * Makes sure that it will be: from here on the next start ends what is cut, also without the hub. The
   * database is still open.
   */
  begin(): Promise<void>;
  /**
   * Removes the closed database with every copy of it, and what opens them. Throws when something is
   * left: then nobody is told that the data is gone.
   */
  remove(): Promise<void>;
}

/** Erases this device's data when the hub says so (`device_wiped`), at whichever request it does. */
export class Erasure {
  readonly #parts: ErasureParts;
  #running: Promise<void> | null = null;

  constructor(parts: ErasureParts) {
    this.#parts = parts;
  }

  /** Whether the database is, or is about to be, closed and gone. */
  get begun(): boolean {
    return this.#running !== null && this.#parts.erase !== null;
  }

  /** Runs the erasure once; not to be awaited by a request of a sync, which it waits for. */
  begin(refusal: Problem): Promise<void> {
    this.#running ??= this.#erase(String(refusal.extra["receipt"] ?? ""));
    return this.#running;
  }

  /** The same, where nobody waits: if it fails, the next start goes on with it. */
  heard(refusal: Problem): void {
    this.begin(refusal).catch(() => undefined);
  }

  /** What the call answers or throws; a call that is refused so finds the data gone afterwards. */
  async after<T>(call: Promise<T>): Promise<T> {
    try {
      return await call;
    } catch (error) {
      if (isProblem(error) && error.code === "device_wiped") await this.begin(error);
      throw error;
    }
  }

  /** Cut off before the data is gone, the next start goes on with it. */
  async #erase(receipt: string): Promise<void> {
    const { store, transport, stop, erase } = this.#parts;
    await erase?.begin();
    await stop();
    if (erase === null) return;
    const replicaId = await replicaIdOf(readerOf(store.database));
    const lostChanges = await countUnsent(readerOf(store.database));
    await store.database.close();
    await erase.remove();
    // The hub has noted that it told the device; a word that gets lost changes nothing here.
    await transport.wiped(replicaId, { receipt, lostChanges }).catch(() => undefined);
  }
}
