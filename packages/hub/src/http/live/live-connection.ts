import type { WebSocket } from "ws";
import type { LiveMessage } from "@healthops/protocol/wire/live";
import type { ScopeKey } from "@healthops/schema/scope";
import type { Heads } from "../../live/heads-channel.ts";
import type { Principal } from "../../people/principal.ts";

/** Close codes of the live channel; the reason carries the problem's code. */
export const CLOSE = {
  stopping: 1001,
  badMessage: 4400,
  signInAgain: 4401,
  forbidden: 4403,
  tooSlow: 4408,
  lineChanged: 4409,
  protocol: 4426,
  tooMany: 4429,
} as const;

/** Who speaks on a channel: the hello that was accepted last. */
export interface Speaker {
  readonly principal: Principal;
  readonly replicaId: string;
  readonly token: string;
}

/**
 * One device on the live channel. At most one message is on its way; what moves meanwhile is kept as
 * the newest head of each scope, so a slow client costs a few numbers and never a growing queue.
 */
export class LiveConnection {
  readonly socket: WebSocket;
  /** Null before the first accepted hello. */
  speaker: Speaker | null = null;
  /** Set by every pong, cleared by every ping. */
  answered = true;
  readonly #pending = new Map<ScopeKey, number>();
  #within_ms = 0;
  #sending = false;

  constructor(socket: WebSocket) {
    this.socket = socket;
  }

  /** Whether this person holds the scope at the moment. */
  holds(scope: ScopeKey): boolean {
    return this.speaker?.principal.actor.scopes.has(scope) ?? false;
  }

  /** Tells the device which of its scopes moved, and within what time it may take to pull [FAN3]. */
  offer(heads: Heads, within_ms = 0): void {
    this.#within_ms = Math.max(this.#within_ms, within_ms);
    for (const [scope, head] of heads) {
      if (this.holds(scope))
        this.#pending.set(scope, Math.max(head, this.#pending.get(scope) ?? 0));
    }
    this.#flush();
  }

  /** Tells the device that its rights changed or that it must sign in again. */
  sendAccess(): void {
    this.#send({ type: "access" }, () => undefined);
  }

  /** Tells the device that the hub is there, and when it says so again at the latest. */
  sendBeat(every_ms: number): void {
    this.#send({ type: "beat", every_ms }, () => undefined);
  }

  /** Ends the connection; `reason` is a problem's code. */
  close(code: number, reason: string): void {
    this.socket.close(code, reason);
  }

  #flush(): void {
    if (this.#sending || this.#pending.size === 0) return;
    const within = this.#within_ms === 0 ? {} : { within_ms: this.#within_ms };
    const heads = Object.fromEntries(this.#pending);
    const message: LiveMessage = { type: "heads", heads, ...within };
    this.#pending.clear();
    this.#within_ms = 0;
    this.#sending = true;
    this.#send(message, () => {
      this.#sending = false;
      this.#flush();
    });
  }

  #send(message: LiveMessage, sent: () => void): void {
    if (this.socket.readyState !== this.socket.OPEN) return;
    // an error here is followed by the socket's close event, which removes the connection
    this.socket.send(JSON.stringify(message), (error) => {
      if (error === undefined || error === null) sent();
    });
  }
}
