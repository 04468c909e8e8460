import type { TimerHandle } from "@healthops/base/ports";
import { PROTOCOL_VERSION } from "@healthops/protocol/version";
import type { LiveHello, LiveMessage } from "@healthops/protocol/wire/live";
import type { Positions } from "@healthops/protocol/wire/pull";
import type { Access } from "../sign-in/access.ts";
import type { LiveState } from "../status/status.ts";
import { replicaIdOf } from "../store/meta.ts";
import { readerOf } from "../store/reader.ts";
import type { Store } from "../store/store.ts";
import type { HubTransport, LiveChannel } from "../transport/transport.ts";
import { backOff_ms } from "./back-off.ts";
import type { SilenceLimits } from "./silence-watch.ts";
import { SILENCE, SilenceWatch } from "./silence-watch.ts";

export interface LiveLinkParts {
  readonly store: Store;
  readonly access: Access;
  readonly transport: HubTransport;
  state(state: LiveState): void;
  /** The channel is open: the hub is there. Its first message says where the scopes stand. */
  opened(): void;
  /** The channel that was open is lost, or the first try to open one failed: the hub may be gone. */
  lost(): void;
  /** The channel says nothing any more: the hub is gone, unless something else shows that it is not. */
  silent(): void;
  /** Scopes moved; the news are to be fetched at any moment within that time [FAN3]. */
  heads(heads: Positions, within_ms: number): void;
  /** Role, site or account changed. */
  accessChanged(): void;
}

/** A channel that does not open within that time is tried anew. */
const OPENS_WITHIN_MS = 12_000;
/** A channel that held for this long was a good one: the next failure is a first one again. */
const GOOD_AFTER_MS = 10_000;
/** How often the token behind an open channel is looked at. */
const TOKEN_LOOK_MS = 60_000;

/** Keeps the live channel open, as far as the network allows [LIV1]; without it the clock suffices. */
export class LiveLink {
  readonly #parts: LiveLinkParts;
  #channel: LiveChannel | null = null;
  #started = false;
  #failures = 0;
  #open = false;
  /** Callbacks of a channel that was given up must not touch the next one. */
  #generation = 0;
  #timers: TimerHandle[] = [];
  readonly #silence: SilenceWatch;

  constructor(parts: LiveLinkParts, limits: SilenceLimits = SILENCE) {
    this.#parts = parts;
    this.#silence = new SilenceWatch(parts.store.ports.timers, limits, () => this.#fellSilent());
  }

  start(): void {
    if (this.#started) return;
    this.#started = true;
    void this.#connect();
  }

  stop(): void {
    this.#started = false;
    this.#drop();
    this.#parts.state("off");
  }

  /** Tries again now, if no channel is open: the network may be back, or somebody signed in. */
  wake(): void {
    if (!this.#started || this.#channel !== null) return;
    this.#drop();
    void this.#connect();
  }

  /** The hub answered again: a channel that waits for its next try need not wait any longer. */
  hubIsBack(): void {
    this.#failures = 0;
    this.wake();
  }

  /** Opens the channel anew: this device has another id now. */
  renew(): void {
    if (!this.#started) return;
    this.#drop();
    void this.#connect();
  }

  async #connect(): Promise<void> {
    const generation = ++this.#generation;
    this.#parts.state("connecting");
    try {
      const token = await this.#parts.access.token();
      const hello = await this.#hello(token);
      if (generation !== this.#generation || !this.#started) return;
      this.#channel = this.#parts.transport.openLive(hello, {
        opened: () => this.#isCurrent(generation) && this.#opened(token),
        message: (message) => this.#isCurrent(generation) && this.#heard(message),
        closed: () => this.#isCurrent(generation) && this.#retry(),
      });
      this.#after(OPENS_WITHIN_MS, () => this.#open || this.#retry());
    } catch {
      // No token: the status says why; sync tries, and so does this.
      if (this.#isCurrent(generation)) this.#retry();
    }
  }

  #isCurrent(generation: number): boolean {
    return this.#started && generation === this.#generation;
  }

  #opened(token: string): void {
    this.#open = true;
    this.#silence.opened();
    this.#parts.state("connected");
    this.#parts.opened();
    this.#after(GOOD_AFTER_MS, () => {
      this.#failures = 0;
    });
    this.#after(TOKEN_LOOK_MS, () => void this.#keepToken(token));
  }

  /** A newer token is told to the hub before it would close the channel of the old one. */
  async #keepToken(known: string): Promise<void> {
    const generation = this.#generation;
    const token = await this.#parts.access.token().catch(() => known);
    const hello = await this.#hello(token);
    if (!this.#isCurrent(generation)) return;
    if (token !== known) this.#channel?.hello(hello);
    this.#after(TOKEN_LOOK_MS, () => void this.#keepToken(token));
  }

  #heard(message: LiveMessage): void {
    this.#silence.heard(message.type === "beat" ? message.every_ms : undefined);
    if (message.type === "heads") this.#parts.heads(message.heads, message.within_ms ?? 0);
    else if (message.type === "access") this.#parts.accessChanged();
  }

  #fellSilent(): void {
    this.#parts.silent();
    this.#retry();
  }

  #retry(): void {
    // Where only the channel is barred, later failures say nothing new.
    const lost = this.#open || this.#failures === 0;
    this.#drop();
    this.#parts.state("waiting");
    this.#failures += 1;
    const delay_ms = backOff_ms(this.#failures, this.#parts.store.ports.random);
    this.#after(delay_ms, () => void this.#connect());
    if (lost) this.#parts.lost();
  }

  #drop(): void {
    this.#generation += 1;
    for (const timer of this.#timers) timer.cancel();
    this.#timers = [];
    this.#silence.stop();
    this.#channel?.close();
    this.#channel = null;
    this.#open = false;
  }

  #after(delay_ms: number, run: () => void): void {
    this.#timers.push(this.#parts.store.ports.timers.after(delay_ms, run));
  }

  async #hello(token: string): Promise<LiveHello> {
    const { schema, database } = this.#parts.store;
    const replicaId = await replicaIdOf(readerOf(database));
    return { type: "hello", protocol: PROTOCOL_VERSION, schema: schema.version, replicaId, token };
  }
}
