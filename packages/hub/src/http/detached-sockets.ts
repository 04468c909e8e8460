import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { FastifyInstance } from "fastify";

/**
 * Connections that Node has handed over: from an upgrade or a tunnel on, its HTTP server neither closes
 * them after an answer nor when it is closed itself. Here nobody forgets them.
 */
export class DetachedSockets {
  readonly #open = new Set<Duplex>();
  readonly #byRequest = new WeakMap<IncomingMessage, Duplex>();

  /** To be made before anybody else listens to the server. */
  constructor(app: FastifyInstance) {
    const detached = (request: IncomingMessage, socket: Duplex): void => {
      this.#open.add(socket);
      this.#byRequest.set(request, socket);
      socket.once("close", () => this.#open.delete(socket));
    };
    app.server.on("upgrade", detached).on("connect", detached);
    // After an ordinary answer nothing follows on such a connection.
    app.addHook("onResponse", async ({ raw }) => {
      const socket = this.#byRequest.get(raw);
      if (socket !== undefined) hangUp(socket);
    });
  }

  /** Cuts all of them. */
  closeAll(): void {
    for (const socket of this.#open) socket.destroy();
  }
}

/** Closes when what was written has gone out, whether or not the other end closes as well. */
export function hangUp(socket: Duplex): void {
  socket.on("error", () => socket.destroy());
  socket.end(() => socket.destroy());
}
