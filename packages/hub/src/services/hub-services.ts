import { newId } from "@healthops/base/ids";
import { assert } from "@healthops/base/assert";
import type { Ports, TimerHandle } from "@healthops/base/ports";
import type { Queryable } from "../database/pool.ts";
import type { TellFault } from "../faults/guarded.ts";
import type { Hub } from "../hub.ts";
import type { HubService, RunningService } from "./hub-service.ts";
import type { ServiceDesk, ServiceState } from "../service-desk.ts";
import type { Lease } from "./service-leases.ts";
import { leasesOf, releaseLeases, takeLeases } from "./service-leases.ts";

/** How services change hands. */
export interface ServiceRhythm {
  /** How often a process asks for its services, and for those of others that are gone. */
  readonly ask_ms: number;
  /** How long it has them without asking again. */
  readonly lease_ms: number;
  /** How long it leaves a service to others that it could not start. */
  readonly rest_ms: number;
}

const RHYTHM: ServiceRhythm = { ask_ms: 2_000, lease_ms: 6_000, rest_ms: 10_000 };
/** How much earlier it ends them itself than the lease does at the database. */
const MARGIN = 1 / 6;

export interface HubServicesParts {
  readonly hub: () => Hub;
  /** Connections that go on whatever anybody asks. */
  readonly db: Queryable;
  readonly ports: Ports;
  readonly services: readonly HubService[];
  readonly rhythm?: ServiceRhythm | undefined;
  readonly tellFault: TellFault;
}

/** A service's turn at this process. */
interface Turn {
  readonly abort: AbortController;
  readonly running: Promise<RunningService | null>;
}

/**
 * Runs the modules' services, each at one hub process at a time. Who has which is a lease in the database,
 * asked for anew every two seconds; a process that cannot ask ends its services before the lease does.
 */
export class HubServices implements ServiceDesk {
  readonly #parts: HubServicesParts;
  readonly #rhythm: ServiceRhythm;
  readonly #holder: string;
  readonly #turns = new Map<string, Turn>();
  /** Turns that are over and whose service has not ended yet. */
  readonly #ending = new Map<string, Promise<void>>();
  readonly #restUntil_ms = new Map<string, number>();
  #asking: Promise<void> = Promise.resolve();
  #started = false;
  #next: TimerHandle | null = null;
  #deadline: TimerHandle | null = null;

  constructor(parts: HubServicesParts) {
    this.#parts = parts;
    this.#rhythm = parts.rhythm ?? RHYTHM;
    this.#holder = newId(parts.ports);
    const names = parts.services.map(({ name }) => name);
    assert(new Set(names).size === names.length, "every service has a name of its own");
  }

  async start(): Promise<void> {
    if (this.#started || this.#parts.services.length === 0) return;
    this.#started = true;
    await this.#ask();
  }

  async stop(): Promise<void> {
    if (!this.#started) return;
    this.#started = false;
    this.#next?.cancel();
    await this.#asking;
    this.#next?.cancel();
    this.#deadline?.cancel();
    await this.#endAll();
    await Promise.all(this.#ending.values());
    // Also one that was taken while this stopped.
    const names = this.#parts.services.map(({ name }) => name);
    await releaseLeases(this.#parts.db, this.#holder, names).catch(() => undefined);
  }

  async list(): Promise<readonly ServiceState[]> {
    const states: ServiceState[] = [];
    for (const row of await leasesOf(this.#parts.db))
      states.push({ ...row, here: this.#turns.has(row.name) });
    return states;
  }

  /** Names of those that run at this process now. */
  get #here(): readonly string[] {
    return [...this.#turns.keys()];
  }

  #ask(): Promise<void> {
    this.#asking = this.#askOnce();
    return this.#asking;
  }

  async #askOnce(): Promise<void> {
    try {
      await this.#takeTurns();
    } catch (error) {
      this.#parts.tellFault("services", error);
    }
    if (!this.#started) return;
    this.#next = this.#parts.ports.timers.after(this.#rhythm.ask_ms, () => void this.#ask());
  }

  async #takeTurns(): Promise<void> {
    const { services, db, ports } = this.#parts;
    const now_ms = ports.clock.now();
    const wanted = services.filter(({ name }) => !(now_ms < (this.#restUntil_ms.get(name) ?? 0)));
    // Counted from before the question: the lease ends no earlier at the database.
    const { lease_ms } = this.#rhythm;
    const deadline = ports.timers.after(lease_ms * (1 - MARGIN), () => void this.#endAll());
    let leases: readonly Lease[];
    try {
      leases = await takeLeases(
        db,
        this.#holder,
        wanted.map(({ name }) => name),
        lease_ms,
      );
    } catch (error) {
      // The former deadline stands.
      deadline.cancel();
      throw error;
    }
    this.#deadline?.cancel();
    this.#deadline = deadline;
    const held = new Map(leases.map(({ name, generation }) => [name, generation]));
    for (const name of this.#here) if (!held.has(name)) void this.#end(name);
    if (!this.#started) return;
    for (const service of wanted) {
      const generation = held.get(service.name);
      if (generation !== undefined && !this.#turns.has(service.name))
        this.#begin(service, generation);
    }
  }

  /** Never beside one of this process that is still ending. */
  #begin(service: HubService, generation: number): void {
    const { name } = service;
    const abort = new AbortController();
    const running = (this.#ending.get(name) ?? Promise.resolve())
      .then(() => service.start(this.#parts.hub(), { generation, signal: abort.signal }))
      .catch((error: unknown) => {
        this.#parts.tellFault(`service ${name}`, error);
        if (this.#turns.get(name) === turn) void this.#rest(name);
        return null;
      });
    const turn: Turn = { abort, running };
    this.#turns.set(name, turn);
  }

  /** Another process may have what this one lacks. */
  async #rest(name: string): Promise<void> {
    const { db, ports } = this.#parts;
    this.#restUntil_ms.set(name, ports.clock.now() + this.#rhythm.rest_ms);
    this.#turns.delete(name);
    await releaseLeases(db, this.#holder, [name]).catch(() => undefined);
  }

  async #endAll(): Promise<void> {
    await Promise.all(this.#here.map((name) => this.#end(name)));
  }

  #end(name: string): Promise<void> {
    const turn = this.#turns.get(name);
    if (turn === undefined) return Promise.resolve();
    this.#turns.delete(name);
    turn.abort.abort();
    const ended = this.#endTurn(name, turn).finally(() => {
      if (this.#ending.get(name) === ended) this.#ending.delete(name);
    });
    this.#ending.set(name, ended);
    return ended;
  }

  async #endTurn(name: string, { running }: Turn): Promise<void> {
    try {
      await (await running)?.stop();
    } catch (error) {
      this.#parts.tellFault(`service ${name}`, error);
    }
  }
}
