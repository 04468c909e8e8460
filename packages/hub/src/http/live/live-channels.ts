import type { FastifyBaseLogger } from "fastify";
import type { WebSocket } from "ws";
import { checkWire } from "@healthops/protocol/check-wire";
import { LiveHello } from "@healthops/protocol/wire/live";
import { Problem } from "@healthops/base/problem";
import type { ScopeKey } from "@healthops/schema/scope";
import type { Heads } from "../../live/heads-channel.ts";
import type { PeopleService } from "../../people/people-service.ts";
import type { Principal } from "../../people/principal.ts";
import { problemOf } from "../error-problem.ts";
import type { HubMetrics } from "../metrics.ts";
import type { HeadsSource } from "../ports.ts";
import { assertProtocol } from "../protocol-version.ts";
import { CLOSE, LiveConnection } from "./live-connection.ts";

export interface LiveChannelsParts {
  readonly people: PeopleService;
  readonly heads: HeadsSource;
  readonly metrics: HubMetrics;
  readonly log: FastifyBaseLogger;
  readonly ping_ms: number;
  readonly hello_ms: number;
}

/** A changed person is read at most a second late by the cache of principals; look again after it. */
const RECHECK_ms = 1_100;
const LONGEST_TIMER_ms = 2 ** 31 - 1;

/** All open live channels of this process [LIV1]. */
export class LiveChannels {
  readonly #parts: LiveChannelsParts;
  readonly #open = new Set<LiveConnection>();
  readonly #byScope = new Map<ScopeKey, Set<LiveConnection>>();
  readonly #rechecks = new Set<LiveConnection>();
  readonly #expiries = new Map<LiveConnection, NodeJS.Timeout>();
  readonly #unsubscribe: () => void;
  readonly #pings: NodeJS.Timeout;

  constructor(parts: LiveChannelsParts) {
    this.#parts = parts;
    this.#unsubscribe = parts.heads.subscribe((heads) => this.#spread(heads));
    this.#pings = setInterval(() => this.#ping(), parts.ping_ms);
    this.#pings.unref();
  }

  /** Takes over a fresh socket: its first message must be a hello. */
  accept(socket: WebSocket): void {
    const connection = new LiveConnection(socket);
    this.#open.add(connection);
    this.#parts.metrics.liveOpened();
    this.#closeAt(connection, this.#parts.hello_ms, CLOSE.tooSlow, "hello_timeout");
    let last = Promise.resolve();
    let queued = 0;
    socket.on("pong", () => (connection.answered = true));
    socket.on("message", (data: Buffer, isBinary: boolean) => {
      // a well-behaved device says hello once in ten minutes
      if (++queued > 2) return connection.close(CLOSE.badMessage, "too_many_messages");
      last = last.then(() => this.#hello(connection, data, isBinary)).finally(() => queued--);
    });
    socket.on("close", () => this.#remove(connection));
    socket.on("error", () => socket.terminate());
  }

  /** Ends every channel and stops listening. */
  close(): void {
    this.#unsubscribe();
    clearInterval(this.#pings);
    for (const connection of this.#open) connection.close(CLOSE.stopping, "hub_stopping");
  }

  async #hello(connection: LiveConnection, data: Buffer, isBinary: boolean): Promise<void> {
    try {
      const message = isBinary ? undefined : parseJson(data.toString("utf8"));
      assertProtocol(message);
      const hello = checkWire(LiveHello, message, "hello");
      const { principal, expiresAt_ms } = await this.#parts.people.authenticate(hello.token);
      const before = connection.principal;
      if (before !== null && before.actor.personId !== principal.actor.personId) {
        return connection.close(CLOSE.badMessage, "other_person");
      }
      if (!this.#open.has(connection)) return;
      if (before === null) connection.sendBeat(this.#parts.ping_ms);
      this.#seat(connection, principal);
      await this.#offerCurrent(connection);
      this.#closeAt(connection, expiresAt_ms - Date.now(), CLOSE.signInAgain, "token_expired");
    } catch (error) {
      this.#refuse(connection, error);
    }
  }

  /** What moved before the seat was taken: from here on nothing is missed. */
  async #offerCurrent(connection: LiveConnection): Promise<void> {
    const scopes = connection.principal?.actor.scopes ?? [];
    connection.offer(await this.#parts.heads.current(scopes));
  }

  #spread(heads: Heads): void {
    const concerned = new Set<LiveConnection>();
    for (const scope of heads.keys()) {
      for (const connection of this.#byScope.get(scope) ?? []) concerned.add(connection);
    }
    for (const connection of concerned) {
      connection.offer(heads);
      const personId = connection.principal?.actor.personId;
      // the person's own record lives in this scope: role, site, disabled
      if (personId !== undefined && heads.has(`user:${personId}`)) this.#recheckSoon(connection);
    }
  }

  #recheckSoon(connection: LiveConnection): void {
    if (this.#rechecks.has(connection)) return;
    this.#rechecks.add(connection);
    setTimeout(() => {
      this.#rechecks.delete(connection);
      void this.#recheck(connection);
    }, RECHECK_ms).unref();
  }

  async #recheck(connection: LiveConnection): Promise<void> {
    const before = connection.principal;
    if (before === null || !this.#open.has(connection)) return;
    try {
      const principal = await this.#parts.people.principalOf(before.sessionId);
      if (!this.#open.has(connection) || sameRights(before, principal)) return;
      this.#seat(connection, principal);
      connection.sendAccess();
      await this.#offerCurrent(connection);
    } catch (error) {
      const problem = problemOf(error);
      // a database that is away for a moment is no reason to throw everybody out
      if (problem.status >= 500) return;
      connection.sendAccess();
      this.#refuse(connection, error);
    }
  }

  #seat(connection: LiveConnection, principal: Principal): void {
    this.#unseat(connection);
    connection.principal = principal;
    for (const scope of principal.actor.scopes) {
      const seated = this.#byScope.get(scope);
      if (seated === undefined) this.#byScope.set(scope, new Set([connection]));
      else seated.add(connection);
    }
  }

  #unseat(connection: LiveConnection): void {
    for (const scope of connection.principal?.actor.scopes ?? []) {
      const seated = this.#byScope.get(scope);
      seated?.delete(connection);
      if (seated?.size === 0) this.#byScope.delete(scope);
    }
    connection.principal = null;
  }

  #remove(connection: LiveConnection): void {
    if (!this.#open.delete(connection)) return;
    this.#unseat(connection);
    clearTimeout(this.#expiries.get(connection));
    this.#expiries.delete(connection);
    this.#parts.metrics.liveClosed();
  }

  #refuse(connection: LiveConnection, error: unknown): void {
    const problem = problemOf(error);
    if (problem.status >= 500) this.#parts.log.error({ err: error }, "live channel failed");
    connection.close(closeCodeOf(problem), problem.code);
  }

  #closeAt(connection: LiveConnection, delay_ms: number, code: number, reason: string): void {
    clearTimeout(this.#expiries.get(connection));
    const delay = Math.min(Math.max(0, delay_ms), LONGEST_TIMER_ms);
    this.#expiries.set(connection, setTimeout(() => connection.close(code, reason), delay).unref());
  }

  #ping(): void {
    for (const connection of this.#open) {
      if (!connection.answered) {
        connection.socket.terminate();
        continue;
      }
      connection.answered = false;
      connection.socket.ping();
      if (connection.principal !== null) connection.sendBeat(this.#parts.ping_ms);
      void this.#recheck(connection);
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
    a.siteId === b.siteId &&
    a.duties.join() === b.duties.join() &&
    a.scopes.size === b.scopes.size &&
    a.scopes.isSubsetOf(b.scopes)
  );
}
