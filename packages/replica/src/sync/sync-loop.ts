import type { TimerHandle } from "@healthops/base/ports";
import { isProblem } from "@healthops/base/problem";
import type { Positions } from "@healthops/protocol/wire/pull";
import { Refresher } from "../live/refresher.ts";
import { readPositions } from "../store/pull-state.ts";
import { readerOf } from "../store/reader.ts";
import { isUnreachable, offlineProblem } from "../transport/offline.ts";
import { freshPaces } from "../transport/line-pace.ts";
import { LiveLink } from "./live-link.ts";
import type { ScheduleSettings } from "../store/schedule-settings.ts";
import { Scheduler } from "./scheduler.ts";
import type { SyncParts, SyncReport } from "./sync-run.ts";
import { syncOnce } from "./sync-run.ts";
import type { SyncStateHolder } from "./sync-state.ts";

const LOOK_WITHIN_MS = 400;

/** Keeps this replica in step with the hub, when started: by clock, by local change, by live heads. */
export class SyncLoop {
  readonly #parts: SyncParts;
  readonly #state: SyncStateHolder;
  readonly #scheduler: Scheduler<SyncReport>;
  readonly #link: LiveLink;
  #outbox: Refresher | null = null;
  #look: TimerHandle | null = null;
  #fetch: TimerHandle | null = null;
  /** Whether a moment to fetch what was heard of is chosen. */
  #waits = false;
  /** Newest heads heard; looked at between runs, when the positions are certain. */
  #heads: Positions = {};

  constructor(line: Omit<SyncParts, "paces">, state: SyncStateHolder, settings: ScheduleSettings) {
    const parts = { ...line, paces: freshPaces() };
    this.#parts = parts;
    this.#state = state;
    const { timers, random } = parts.store.ports;
    this.#scheduler = new Scheduler({
      timers,
      random,
      settings,
      run: () => this.#run(),
      hasWaiting: () => this.#anyIn("'waiting', 'sent'"),
    });
    this.#link = new LiveLink({
      ...parts,
      state: (live) => state.set({ live }),
      opened: () => this.#scheduler.wake(),
      lost: () => this.#lookSoon(),
      silent: () => this.#fellSilent(),
      heads: (heads, within_ms) => void this.#heard(heads, within_ms),
      accessChanged: () => void this.#accessChanged(),
    });
  }

  /** Syncs now; what the run did, or its Problem. */
  sync(): Promise<SyncReport> {
    return this.#scheduler.request();
  }

  start(): void {
    if (this.#outbox !== null) return;
    const { database } = this.#parts.store;
    this.#scheduler.start();
    this.#link.start();
    // The outbox is watched rather than the calls that fill it: another process may do that too.
    this.#outbox = new Refresher(
      database,
      ["_outbox_groups"],
      async () => {
        if (await this.#anyIn("'waiting'")) this.#scheduler.poke();
      },
      () => undefined,
    );
  }

  async stop(): Promise<void> {
    this.#outbox?.stop();
    this.#outbox = null;
    this.#link.stop();
    this.#look?.cancel();
    this.#fetch?.cancel();
    this.#waits = false;
    await this.#scheduler.stop();
  }

  /** Other times of the clock from now on. */
  reschedule(settings: ScheduleSettings): void {
    this.#scheduler.reschedule(settings);
  }

  /** The network may be back, or somebody signed in. */
  wake(): void {
    this.#scheduler.wake();
    this.#link.wake();
  }

  /**
   * Tries the hub after its live channel broke or did not open, so that the status does not go on saying that it is
   * there. Not all devices of a hub that restarts may come in the same moment.
   */
  #lookSoon(): void {
    if (this.#state.state.online === false) return;
    const { timers, random } = this.#parts.store.ports;
    this.#look?.cancel();
    const [part = 0] = random.bytes(1);
    this.#look = timers.after((part / 256) * LOOK_WITHIN_MS, () => this.#scheduler.wake());
  }

  /** While a sync goes on, what it hears or does not hear says more than the channel. */
  #fellSilent(): void {
    if (this.#state.state.phase.kind === "idle") this.#state.set(failureOf(offlineProblem(null)));
  }

  async #run(): Promise<SyncReport> {
    try {
      const report = await syncOnce(this.#parts, (phase) => this.#state.set({ phase }));
      const wasGone = this.#state.state.online === false;
      this.#state.set({ online: true, phase: { kind: "idle" }, lastError: null });
      if (wasGone) this.#link.hubIsBack();
      if (report.copied) this.#link.renew();
      await this.#lookAtHeads();
      return report;
    } catch (error) {
      this.#state.set({ phase: { kind: "idle" }, ...failureOf(error) });
      throw error;
    }
  }

  async #heard(heads: Positions, within_ms: number): Promise<void> {
    for (const [scope, head] of Object.entries(heads)) {
      this.#heads[scope] = Math.max(head, this.#heads[scope] ?? 0);
    }
    if (within_ms > 0) return this.#lookWithin(within_ms);
    if (this.#state.state.phase.kind === "idle") await this.#lookAtHeads();
  }

  /** Many were woken by the same change: each fetches it at a moment of its own [FAN3]. */
  #lookWithin(within_ms: number): void {
    if (this.#waits) return;
    this.#waits = true;
    const { timers, random } = this.#parts.store.ports;
    const [high = 0, low = 0] = random.bytes(2);
    this.#fetch = timers.after(((high * 256 + low) / 65_536) * within_ms, () => {
      this.#waits = false;
      if (this.#state.state.phase.kind === "idle") void this.#lookAtHeads();
    });
  }

  async #lookAtHeads(): Promise<void> {
    const heads = this.#heads;
    this.#heads = {};
    const here = await readPositions(readerOf(this.#parts.store.database));
    if (Object.entries(heads).some(([scope, head]) => head > (here[scope] ?? -1))) {
      this.#scheduler.wake();
    }
  }

  async #accessChanged(): Promise<void> {
    const { access } = this.#parts;
    // The new tokens carry who the person is now; when they are refused, the status says so.
    await access
      .token()
      .then((token) => access.renew(token))
      .catch(() => undefined);
    this.#scheduler.wake();
  }

  async #anyIn(states: string): Promise<boolean> {
    const rows = await this.#parts.store.database.read(
      `select 1 from _outbox_groups where state in (${states}) limit 1`,
    );
    return rows.length > 0;
  }
}

function failureOf(error: unknown): {
  online: boolean;
  lastError: { code: string; message: string };
} {
  if (isProblem(error)) {
    const { code, message } = error;
    return { online: !isUnreachable(error), lastError: { code, message } };
  }
  return {
    online: false,
    lastError: {
      code: "defect",
      message: "Syncing failed for a reason that is a fault of this program.",
    },
  };
}
