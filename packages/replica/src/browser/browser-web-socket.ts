import type { WebSocketPort } from "../transport/live-socket.ts";

/** The browser's WebSocket as the port of the live channel. */
export const browserWebSocket: WebSocketPort = {
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
    socket.addEventListener("error", closed);
    return {
      send(text) {
        // A socket that is closing says so by itself.
        if (socket.readyState === WebSocket.OPEN) socket.send(text);
      },
      close: () => socket.close(),
    };
  },
};
