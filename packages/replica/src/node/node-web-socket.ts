import type { WebSocketPort } from "../transport/live-socket.ts";

/** Node's own WebSocket as the port of the live channel. */
export const nodeWebSocket: WebSocketPort = {
  open(url, handlers) {
    const socket = new WebSocket(url);
    let done = false;
    const closed = (): void => {
      if (done) return;
      done = true;
      handlers.closed();
    };
    socket.addEventListener("open", () => handlers.opened());
    socket.addEventListener("message", (event) => {
      if (typeof event.data === "string" && !done) handlers.message(event.data);
    });
    socket.addEventListener("close", closed);
    // A failed connection says `error`, and not always `close`.
    socket.addEventListener("error", closed);
    return {
      send: (text) => socket.send(text),
      close: () => socket.close(),
    };
  },
};
