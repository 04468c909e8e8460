import type { FastifyBaseLogger } from "fastify";
import type { WebSocket } from "ws";
import type { TimerHandle, Timers } from "@healthops/base/ports";
import { checkWire } from "@healthops/protocol/check-wire";
import { LiveHello } from "@healthops/protocol/wire/live";
import { Problem } from "@healthops/base/problem";
import type { ScopeKey } from "@healthops/schema/scope";
import { ADMINS_SCOPE } from "@healthops/schema/scope";
import type { TellFault } from "../../faults/guarded.ts";
import { guarded, repeat } from "../../faults/guarded.ts";
import type { Heads } from "../../live/heads-channel.ts";
import type { AccessChange } from "../../access/access-change.ts";
import { refuseBarred } from "../../access/barred-device.ts";
import type { PeopleService } from "../../people/people-service.ts";
import type { Principal } from "../../people/principal.ts";
import { problemOf } from "../error-problem.ts";
import type { HubMetrics } from "../metrics.ts";
import type { AccessSource, HeadsSource, LineSource } from "../ports.ts";
import { assertProtocol } from "../protocol-version.ts";
import type { Queryable } from "../../database/pool.ts";
import type { Speaker } from "./live-connection.ts";
import type { Spread } from "../live-spread.ts";
import { within_ms } from "../live-spread.ts";
import { CLOSE, LiveConnection } from "./live-connection.ts";

export interface LiveChannelsParts {
  readonly db: Queryable;
  readonly people: PeopleService;
  readonly heads: HeadsSource;
  readonly access: AccessSource;
  readonly lines: LineSource;
  readonly metrics: HubMetrics;
  readonly log: FastifyBaseLogger;
  readonly ping_ms: number;
  readonly hello_ms: number;
  readonly timers: Timers;
  readonly tell: TellFault;
  readonly spread: Spread;
}

/** Open channels of one person: more than their devices and windows; then the oldest is closed. */
const CHANNELS_MAX = 50;
/** Time for the other end to agree that a channel is closed. */
const GOODBYE_ms = 2_000;
const LONGEST_TIMER_ms = 2 ** 31 - 1;

/**
 * All open live channels of this process [LIV1]. Each time the database tells that somebody's rights
 * changed, whoever speaks on their channels is asked for anew, as at the hello [LIV4]: that is the one
 * way in which a channel ends early or gets other scopes. Every ping asks too, should a word get lost.
 */
export class LiveChannels {
  readonly #parts: LiveChannelsParts;
  readonly #open = new Set<LiveConnection>();
  readonly #byScope = new Map<ScopeKey, Set<LiveConnection>>();
  readonly #expiries = new Map<LiveConnection, TimerHandle>();
  readonly #unsubscribe: readonly (() => void)[];
  readonly #pings: TimerHandle;
  /** How often rights have changed: a hello that began before the newest change is asked again. */
  #changes = 0;

  constructor(parts: LiveChannelsParts) {
    this.#parts = parts;
    const moved = (heads: Heads): void => this.#spread(heads);
    const changed = (change: AccessChange): void => this.#recheckAll(change);
    this.#unsubscribe = [
      parts.heads.subscribe(guarded(parts.tell, "live heads", moved)),
      parts.access.subscribe(guarded(parts.tell, "live access", changed)),
      parts.lines.onChange(guarded(parts.tell, "live line", () => this.#lineChanged())),
    ];
    this.#pings = repeat(parts.timers, parts.ping_ms, () => this.#ping());
  }

  readonly #untold = (error: unknown): void => this.#parts.tell("live recheck", error);

  /** Takes over a fresh socket: its first message must be a hello. */
  accept(socket: WebSocket): void {
    const connection = new LiveConnection(socket);
    this.#open.add(connection);
    this.#parts.metrics.liveOpened();
    this.#closeAt(connection, this.#parts.hello_ms, CLOSE.tooSlow, "hello_timeout");
    let last = Promise.resolve();
    let queued = 0;
    socket.on("pong", () => (connection.answered = true));
    const { tell } = this.#parts;
    const failed = (error: unknown): void => {
      tell("live hello", error);
      socket.terminate();
    };
    const heard = (data: Buffer, isBinary: boolean): void => {
      // a well-behaved device says hello once in ten minutes
      if (++queued > 2) return connection.close(CLOSE.badMessage, "too_many_messages");
      const hello = last.then(() => this.#hello(connection, data, isBinary));
      last = hello.catch(failed).finally(() => queued--);
    };
    const closed = (): void => this.#remove(connection);
    socket.on("message", guarded(tell, "live message", heard));
    socket.on("close", guarded(tell, "live close", closed));
    socket.on("error", () => socket.terminate());
  }

  /** Ends every channel and stops listening. */
  close(): void {
    for (const end of this.#unsubscribe) end();
    this.#pings.cancel();
    for (const connection of this.#open) connection.close(CLOSE.stopping, "hub_stopping");
  }

  async #hello(connection: LiveConnection, data: Buffer, isBinary: boolean): Promise<void> {
    try {
      const message = isBinary ? undefined : parseJson(data.toString("utf8"));
      assertProtocol(message);
      const hello = checkWire(LiveHello, message, "hello");
      const changes = this.#changes;
      const { speaker, expiresAt_ms } = await this.#believe(hello);
      const before = connection.speaker?.principal ?? null;
      if (before !== null && before.actor.personId !== speaker.principal.actor.personId) {
        return connection.close(CLOSE.badMessage, "other_person");
      }
      if (!this.#open.has(connection)) return;
      if (before === null) connection.sendBeat(this.#parts.ping_ms);
      this.#seat(connection, speaker);
      if (changes !== this.#changes) this.#recheck(connection).catch(this.#untold);
      await this.#offerCurrent(connection);
      this.#closeAt(connection, expiresAt_ms - Date.now(), CLOSE.signInAgain, "token_expired");
    } catch (error) {
      this.#refuse(connection, error);
    }
  }

  /** Who speaks, if the hub serves them and this device at this moment. */
  async #believe({ token, replicaId }: Pick<Speaker, "token" | "replicaId">) {
    const { principal, expiresAt_ms } = await this.#parts.people.authenticate(token);
    const barred = principal.barred.get(replicaId);
    if (barred !== undefined) await refuseBarred(this.#parts.db, barred);
    return { speaker: { principal, token, replicaId }, expiresAt_ms };
  }

  /** What moved before the seat was taken: from here on nothing is missed. */
  async #offerCurrent(connection: LiveConnection): Promise<void> {
    const scopes = connection.speaker?.principal.actor.scopes ?? [];
    connection.offer(await this.#parts.heads.current(scopes));
  }

  #spread(heads: Heads): void {
    const concerned = new Set<LiveConnection>();
    for (const scope of heads.keys()) {
      for (const connection of this.#byScope.get(scope) ?? []) concerned.add(connection);
    }
    const within = within_ms(concerned.size, this.#parts.spread);
    for (const connection of concerned) connection.offer(heads, within);
  }

  /**
   * What moved since the devices' last pull cannot be told in heads: theirs may be beyond the hub's. Opening the
   * channel anew, each pulls and hears where it stands [LIN3], devices from before lines too.
   */
  #lineChanged(): void {
    for (const connection of this.#open) connection.close(CLOSE.lineChanged, "line_changed");
  }

  #recheckAll(change: AccessChange): void {
    // Seen to when this process goes over to it.
    if (change.who === "line") return;
    this.#changes++;
    // everybody holds their own scope
    const concerned =
      change.who === "person"
        ? (this.#byScope.get(`user:${change.personId}`) ?? [])
        : change.who === "administrators"
          ? (this.#byScope.get(ADMINS_SCOPE) ?? [])
          : this.#open;
    for (const connection of concerned) this.#recheck(connection).catch(this.#untold);
  }

  async #recheck(connection: LiveConnection): Promise<void> {
    const before = connection.speaker;
    if (before === null || !this.#open.has(connection)) return;
    try {
      const { speaker } = await this.#believe(before);
      if (connection.speaker !== before) return await this.#recheck(connection);
      if (!this.#open.has(connection) || sameRights(before.principal, speaker.principal)) return;
      this.#seat(connection, speaker);
      connection.sendAccess();
      await this.#offerCurrent(connection);
    } catch (error) {
      // somebody's newer hello, or a look at a newer change, came between
      if (connection.speaker !== before) return this.#recheck(connection);
      // a database that is away for a moment is no reason to throw everybody out
      if (problemOf(error).status >= 500) return;
      connection.sendAccess();
      this.#refuse(connection, error);
    }
  }

  #seat(connection: LiveConnection, speaker: Speaker): void {
    this.#unseat(connection);
    connection.speaker = speaker;
    for (const scope of speaker.principal.actor.scopes) {
      const seated = this.#byScope.get(scope);
      if (seated === undefined) this.#byScope.set(scope, new Set([connection]));
      else seated.add(connection);
    }
    const own = this.#byScope.get(`user:${speaker.principal.actor.personId}`);
    const [oldest] = own ?? [];
    if (oldest !== undefined && (own?.size ?? 0) > CHANNELS_MAX)
      oldest.close(CLOSE.tooMany, "too_many_channels");
  }

  #unseat(connection: LiveConnection): void {
    for (const scope of connection.speaker?.principal.actor.scopes ?? []) {
      const seated = this.#byScope.get(scope);
      seated?.delete(connection);
      if (seated?.size === 0) this.#byScope.delete(scope);
    }
    connection.speaker = null;
  }

  #remove(connection: LiveConnection): void {
    if (!this.#open.delete(connection)) return;
    this.#unseat(connection);
    this.#expiries.get(connection)?.cancel();
    this.#expiries.delete(connection);
    this.#parts.metrics.liveClosed();
  }

  #refuse(connection: LiveConnection, error: unknown): void {
    const problem = problemOf(error);
    if (problem.status >= 500) this.#parts.log.error({ err: error }, "live channel failed");
    connection.close(closeCodeOf(problem), problem.code);
  }

  #closeAt(connection: LiveConnection, delay_ms: number, code: number, reason: string): void {
    this.#expiries.get(connection)?.cancel();
    const delay = Math.min(Math.max(0, delay_ms), LONGEST_TIMER_ms);
    const end = (): void => {
      connection.close(code, reason);
      // whoever never said hello will hardly say goodbye
      this.#expiries.set(
        connection,
        this.#parts.timers.after(GOODBYE_ms, () => connection.socket.terminate()),
      );
    };
    this.#expiries.set(connection, this.#parts.timers.after(delay, end));
  }

  #ping(): void {
    for (const connection of this.#open) {
      if (!connection.answered) {
        connection.socket.terminate();
        continue;
      }
      connection.answered = false;
      connection.socket.ping();
      if (connection.speaker !== null) connection.sendBeat(this.#parts.ping_ms);
      this.#recheck(connection).catch(this.#untold);
    }
  }
}

function closeCodeOf(problem: Problem): number {
  if (problem.status === 401) return CLOSE.signInAgain;
  if (problem.status === 403) return CLOSE.forbidden;
  if (problem.status === 426) return CLOSE.protocol;
  return problem.status >= 500 ? 1011 : CLOSE.badMessage;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem({ code: "malformed_json", message: "The message is not valid JSON." });
  }
}

function sameRights(one: Principal, other: Principal): boolean {
  const [a, b] = [one.actor, other.actor];
  return (
    a.role === b.role &&
    a.siteIds.join() === b.siteIds.join() &&
    a.workplaceIds.join() === b.workplaceIds.join() &&
    a.duties.join() === b.duties.join() &&
    a.scopes.size === b.scopes.size &&
    a.scopes.isSubsetOf(b.scopes)
  );
}
