import type { DeviceStatus } from "@healthops/protocol/device-status";
import type { LineClaim } from "@healthops/protocol/line-header";
import type { DeviceWipedRequest } from "@healthops/protocol/wire/admin";
import type { RefreshRequest, SignInRequest, Tokens } from "@healthops/protocol/wire/auth";
import type { LiveHello, LiveMessage } from "@healthops/protocol/wire/live";
import type { PullRequest, PullResponse } from "@healthops/protocol/wire/pull";
import type { PushRequest, PushResponse } from "@healthops/protocol/wire/push";
import type { RefusedKeys, TakenOver } from "@healthops/protocol/wire/refused";

/**
 * The way to the hub. Every call throws a Problem: the hub's own, `offline` when it was not
 * reached or the connection broke (the hub may still have done what was asked), or `bad_answer`
 * when something else answered in its place.
 */
export interface HubTransport {
  signIn(request: SignInRequest): Promise<Tokens>;
  refresh(request: RefreshRequest): Promise<Tokens>;
  signOut(request: RefreshRequest): Promise<void>;
  /** `claim` says in which line of time the device's checkpoint was made [LIN3]. */
  push(accessToken: string, request: PushRequest, claim?: LineClaim): Promise<PushResponse>;
  /**
   * `etag` of the last complete answer, to hear of "nothing changed" for next to nothing [PUL5]; with
   * it the device tells how it is doing. `pageBytes`: how large the page may be on the way [PUL9].
   */
  pull(
    accessToken: string,
    request: PullRequest,
    etag: string | null,
    status?: DeviceStatus,
    claim?: LineClaim,
    pageBytes?: number,
  ): Promise<PullAnswer>;
  /** Tells that refused changes were put right or given up where they were typed. */
  withdraw(accessToken: string, request: RefusedKeys): Promise<void>;
  /** Which refused changes of one's own have others taken over? */
  takenOver(accessToken: string, request: RefusedKeys): Promise<TakenOver>;
  /** The device's last word: it erased its data, as the hub told it to with that receipt. */
  wiped(replicaId: string, word: DeviceWipedRequest): Promise<void>;
  /** Opens the live channel [LIV1]; `handlers.closed` is called exactly once, also when it never opens. */
  openLive(hello: LiveHello, handlers: LiveHandlers): LiveChannel;
}

export type PullAnswer =
  | {
      readonly status: "unchanged";
      /** The mark of this standing in the hub's line, when it is another than before [LIN3]. */
      readonly mark?: string | null;
    }
  | {
      readonly status: "page";
      readonly etag: string | null;
      readonly page: PullResponse;
      /** The mark that belongs to the page's positions; null or absent: the hub knows no lines. */
      readonly mark?: string | null;
    };

export interface LiveHandlers {
  opened(): void;
  message(message: LiveMessage): void;
  closed(): void;
}

export interface LiveChannel {
  /** Says hello again, with a newer token, before the old one ends. */
  hello(hello: LiveHello): void;
  close(): void;
}
