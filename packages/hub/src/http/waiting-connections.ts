import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { Server as TlsServer } from "node:https";
import type { Socket } from "node:net";
import { addressGroup } from "../people/client-address.ts";

export interface ConnectionLimits {
  /** Connections of one address that the hub waits for. */
  readonly perAddress: number;
  /** Of all addresses. */
  readonly inAll: number;
}

/**
 * The connections that the hub waits for: nothing has come yet, a body has not come whole, or the last
 * request was answered. They cost their owner nothing, so one address has only so many of them: for
 * another one the oldest goes. Those with a request under way, and live channels, are not counted here.
 */
export class WaitingConnections {
  readonly #limits: ConnectionLimits;
  /** The oldest first. */
  readonly #all = new Map<Socket, string>();
  readonly #byAddress = new Map<string, Set<Socket>>();

  constructor(limits: ConnectionLimits) {
    this.#limits = limits;
  }

  /** From now on the hub waits for this connection; answers the one that goes in exchange, if any. */
  add(socket: Socket, address: string): Socket | undefined {
    this.delete(socket);
    const own = this.#byAddress.get(address) ?? new Set();
    this.#byAddress.set(address, own);
    own.add(socket);
    this.#all.set(socket, address);
    const [oldest] =
      own.size > this.#limits.perAddress
        ? own
        : this.#all.size > this.#limits.inAll
          ? this.#all.keys()
          : [];
    if (oldest !== undefined) this.delete(oldest);
    return oldest;
  }

  /** It is served, or gone. */
  delete(socket: Socket): void {
    const address = this.#all.get(socket);
    if (address === undefined) return;
    this.#all.delete(socket);
    const own = this.#byAddress.get(address);
    own?.delete(socket);
    if (own?.size === 0) this.#byAddress.delete(address);
  }
}

/** Keeps the connections of a server within the limits. */
export function limitWaiting(server: Server, limits: ConnectionLimits): void {
  const waiting = new WaitingConnections(limits);
  const wait = (socket: Socket): void => {
    if (socket.destroyed) return;
    waiting.add(socket, addressGroup(socket.remoteAddress ?? ""))?.destroy();
  };
  const opened = (socket: Socket): void => {
    wait(socket);
    socket.once("close", () => waiting.delete(socket));
  };
  server.on(server instanceof TlsServer ? "secureConnection" : "connection", opened);
  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    const { socket } = request;
    if (request.complete || !announcesBody(request)) waiting.delete(socket);
    else request.once("end", () => waiting.delete(socket));
    response.once("close", () => wait(socket));
  });
  server.on("upgrade", ({ socket }: IncomingMessage) => waiting.delete(socket));
}

function announcesBody({ headers }: IncomingMessage): boolean {
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
}
