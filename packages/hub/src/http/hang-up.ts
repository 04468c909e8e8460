import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import type { Timers } from "@healthops/base/ports";
import type { FastifyInstance } from "fastify";

/** A rest that is certainly this small arrives by itself, and the connection serves on. */
const SMALL_bytes = 1024 * 1024;
/** Beyond this a sender is cut off rather than listened to. */
const DISCARDED_MAX_bytes = 64 * 1024 * 1024;
const DISCARD_ms = 10_000;

/**
 * Whoever is answered while still sending a large body is answered at once and then hung up on. Closing
 * outright would lose the answer: a system drops what a program has not read yet when the other end
 * closes with its own input unread. So the hub says first that it will send no more, goes on reading
 * for a while, throwing away what comes, and closes when the sender has seen the answer or will not end.
 *
 *     hub     answer, connection: close │ FIN │ discards … at most 64 MB or 10 s │ closes
 *     sender  body … body … body … body … reads the answer, or fails to send and reads it then
 */
export function hangUpOnSenders(app: FastifyInstance, timers: Timers): void {
  app.addHook("onSend", async ({ raw }, reply) => {
    if (!isStillSending(raw)) return;
    reply.header("connection", "close");
    lingerOnClose(raw, timers);
  });
}

function isStillSending({ complete, destroyed, headers }: IncomingMessage): boolean {
  if (complete || destroyed) return false;
  if (headers["transfer-encoding"] !== undefined) return true;
  return Number(headers["content-length"] ?? 0) > SMALL_bytes;
}

/**
 * Node closes a connection by `destroySoon` after its last answer; here it lingers instead. The body must
 * have been flowing before: Node would not say how much of it comes otherwise.
 */
function lingerOnClose(request: IncomingMessage, timers: Timers): void {
  const { socket } = request;
  const close = socket.destroySoon.bind(socket);
  let discarded_bytes = 0;
  request.on("data", (chunk: Buffer) => {
    discarded_bytes += chunk.length;
    if (discarded_bytes > DISCARDED_MAX_bytes) socket.destroy();
  });
  request.resume();
  socket.destroySoon = () => {
    socket.destroySoon = close;
    if (request.complete || socket.destroyed) close();
    else linger(request, socket, timers);
  };
}

function linger(request: IncomingMessage, socket: Socket, timers: Timers): void {
  const timer = timers.after(DISCARD_ms, () => socket.destroy());
  socket.once("close", () => timer.cancel());
  request.once("end", () => socket.destroySoon());
  // It read the answer and hung up itself, in the middle of its body.
  request.once("error", () => socket.destroy());
  socket.end();
}
