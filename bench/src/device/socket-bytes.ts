import { subscribe } from "node:diagnostics_channel";
import type { Socket } from "node:net";

/** Bytes that really went over the sockets of `fetch`, headers and all. */
export interface SocketBytes {
  readonly sent: number;
  readonly received: number;
}

const sockets = new Set<Socket>();

/** Begins to watch the sockets that `fetch` opens from now on. */
export function countSocketBytes(): void {
  subscribe("undici:client:connected", (message) => {
    const { socket } = message as { readonly socket: Socket };
    sockets.add(socket);
  });
}

/** So far. */
export function socketBytes(): SocketBytes {
  let sent = 0;
  let received = 0;
  for (const { bytesRead, bytesWritten } of sockets) {
    sent += bytesWritten;
    received += bytesRead;
  }
  return { sent, received };
}

/** Since an earlier look. */
export function bytesSince(before: SocketBytes): SocketBytes {
  const after = socketBytes();
  return { sent: after.sent - before.sent, received: after.received - before.received };
}
