import { connect } from "node:net";

const HEADS = {
  silent: "",
  "half body":
    'POST /api/v1/auth/sign-in HTTP/1.1\r\nhost: hub\r\nx-forwarded-for: 203.0.113.251\r\ncontent-type: application/json\r\ncontent-length: 5000\r\n\r\n{"a":',
  live: "GET /api/v1/sync/live HTTP/1.1\r\nhost: hub\r\nx-forwarded-for: 203.0.113.251\r\nconnection: Upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n",
};

/** Opens a connection and keeps it for as long as the hub lets it. */
export function hold(hub: string, what: keyof typeof HEADS): Promise<void> {
  return new Promise((resolve) => {
    const { port } = new URL(hub);
    const socket = connect(Number(port), "127.0.0.1");
    socket.on("connect", () => socket.write(HEADS[what]));
    socket.on("error", () => undefined);
    socket.on("close", () => resolve());
    socket.resume();
  });
}
