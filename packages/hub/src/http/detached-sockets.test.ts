import { once } from "node:events";
import { connect } from "node:net";
import type { Socket } from "node:net";
import { promisify } from "node:util";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import { openTestHub } from "@healthops/testing/hub/test-hub";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { OpenHubServer } from "../doors/hub-server.ts";
import { listeningServer } from "../testing/server-fixture.ts";

const KEY = "sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==";
const HANDSHAKE = `connection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\n${KEY}`;

let it: TestHub;
let server: OpenHubServer;
let url: string;

beforeAll(async () => {
  it = await openTestHub();
  ({ server, url } = await listeningServer(it.hub, { drain_ms: 50 }));
});
afterAll(async () => {
  await server.close();
  await it.close();
});

/** A client that reads, and leaves the closing to the hub. */
function send(text: string): Socket {
  const { hostname, port } = new URL(url);
  const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true });
  socket.on("error", () => undefined);
  return socket.setEncoding("utf8").on("connect", () => socket.write(text));
}

/** What came until the hub closed its end. */
async function answered(text: string): Promise<string> {
  const socket = send(text);
  let answer = "";
  socket.on("data", (data) => (answer += String(data)));
  await once(socket, "end");
  socket.destroy();
  return answer;
}

const connections = (): Promise<number> =>
  promisify(server.app.server.getConnections.bind(server.app.server))();

describe("a connection that is to become something else", () => {
  test.each([
    ["another protocol", "GET /health", "connection: upgrade\r\nupgrade: h2c"],
    ["a WebSocket without a key", "GET /api/v1/sync/live", HANDSHAKE.replace(KEY, "x: y")],
    [
      "a WebSocket of another version",
      "GET /api/v1/sync/live",
      HANDSHAKE.replace("version: 13", "version: 99"),
    ],
    ["a WebSocket by POST", "POST /api/v1/sync/live", HANDSHAKE],
    ["a WebSocket where there is none", "GET /health", HANDSHAKE],
    ["a WebSocket at no address", "GET /nowhere", HANDSHAKE],
    ["a tunnel", "CONNECT hub:80", "x: y"],
  ])("%s is refused, and nothing of it stays open", async (_what, start, head) => {
    const answer = await answered(`${start} HTTP/1.1\r\nhost: hub\r\n${head}\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1.1 4/);
    await expect.poll(connections).toBe(0);
  });

  test("of whoever hangs up first nothing stays open either", async () => {
    for (let count = 0; count < 20; count++) {
      const socket = send(
        "GET /health HTTP/1.1\r\nhost: hub\r\nconnection: upgrade\r\nupgrade: h2c\r\n\r\n",
      );
      await once(socket, "data");
      socket.destroy();
    }
    await expect.poll(connections).toBe(0);
  });
});

test("several Host headers are refused, as a proxy in front may have gone by another one", async () => {
  expect(
    await answered("GET /health HTTP/1.1\r\nhost: hub\r\nhost: other\r\nconnection: close\r\n\r\n"),
  ).toMatch(/^HTTP\/1.1 400 [\s\S]*"code":"malformed_request"/);
});

test.each(["/api/v1/auth/sign-in", "/api/v1/sync/push"])(
  "a client that is cut off while it sends to %s is no fault of the hub's",
  async (address) => {
    const before = server.app.vitals.errors.length;
    const head = "host: hub\r\ncontent-type: application/json\r\ncontent-length: 1000";
    const socket = send(`POST ${address} HTTP/1.1\r\n${head}\r\n\r\n{"a":`);
    await expect.poll(connections).toBe(1);
    socket.resetAndDestroy();
    await expect.poll(connections).toBe(0);
    expect(server.app.vitals.errors).toHaveLength(before);
  },
);

test("a hub ends although somebody on a live channel neither speaks nor closes", async () => {
  const other = await listeningServer(it.hub, { drain_ms: 50 });
  const { hostname, port } = new URL(other.url);
  const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true });
  socket.on("error", () => undefined).pause();
  socket.write(`GET /api/v1/sync/live HTTP/1.1\r\nhost: hub\r\n${HANDSHAKE}\r\n\r\n`);
  await expect
    .poll(() => promisify(other.server.app.server.getConnections.bind(other.server.app.server))())
    .toBe(1);
  await other.server.close();
  socket.destroy();
});
