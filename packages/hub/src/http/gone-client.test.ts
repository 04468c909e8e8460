import { once } from "node:events";
import { connect } from "node:net";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import { openTestHub } from "@healthops/testing/hub/test-hub";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { OpenHubServer } from "../doors/hub-server.ts";
import { listeningServer } from "../testing/server-fixture.ts";

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

const BODY = '{"username":"nobody","password":"wrong wrong"}';
const SIGN_IN = [
  "POST /api/v1/auth/sign-in HTTP/1.1",
  "host: hub",
  "content-type: application/json",
  `content-length: ${BODY.length}`,
  "",
  BODY,
].join("\r\n");

test("clients that reset the connection before they are looked at are no fault of the hub", async () => {
  for (let count = 0; count < 40; count++) {
    const { hostname, port } = new URL(url);
    const socket = connect({ port: Number(port), host: hostname });
    await once(socket, "connect");
    await new Promise((written) => socket.write(SIGN_IN.repeat(1 + (count % 8)), written));
    socket.resetAndDestroy();
  }
  expect((await fetch(`${url}/health`)).status).toBe(200);
  expect(server.app.vitals.errors).toEqual([]);
});
