import { newId } from "@healthops/base/ids";
import { addSite, openTestHub } from "@healthops/testing/hub/test-hub";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import { TEST_WRAPPING_KEY } from "@healthops/testing/hub/test-wrapping-key";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { OpenHub } from "../../doors/open-hub.ts";
import { openHub } from "../../doors/open-hub.ts";
import type { OpenHubServer } from "../../doors/hub-server.ts";
import {
  addTestPerson,
  listeningServer,
  signIn,
  versionsOf,
} from "../../testing/server-fixture.ts";
import type { LiveDevice } from "../../testing/live-device.ts";
import { openLiveDevice } from "../../testing/live-device.ts";

/** No ping comes while the test runs: only word of the change itself can end a channel. */
const NO_PING = { livePing_ms: 3_600_000, liveHello_ms: 600_000 };

const MOVED = { code: 4409, reason: "line_changed" };

let it: TestHub;
let second: OpenHub;
let server: OpenHubServer;
let secondServer: OpenHubServer;
let url: string;
let secondUrl: string;

beforeAll(async () => {
  it = await openTestHub();
  second = await openHub({
    connectionString: it.connectionString,
    modules: it.hub.modules,
    ports: it.hub.ports,
    wrappingKey: TEST_WRAPPING_KEY,
    onFault: () => undefined,
  });
  ({ server, url } = await listeningServer(it.hub, NO_PING));
  ({ server: secondServer, url: secondUrl } = await listeningServer(second, NO_PING));
  await addTestPerson(it.hub, "ada", "USER", await addSite(it.hub, "Ankara"));
});
afterAll(async () => {
  await secondServer.close();
  await second.close();
  await server.close();
  await it.close();
});

/** One device at each of the two hubs. */
async function devices(): Promise<readonly LiveDevice[]> {
  const { accessToken: token } = await signIn(server, "ada");
  const replicaId = newId(it.hub.ports);
  const hello = { type: "hello", ...versionsOf(it.hub), replicaId, token };
  const live = await Promise.all([url, secondUrl].map((at) => openLiveDevice(hello, at)));
  for (const { messages } of live) {
    await expect.poll(() => messages.some(({ type }) => type === "heads")).toBe(true);
  }
  return live;
}

test("[LIN8] devices of all hubs on the database are woken when one of them opens its next line", async () => {
  const live = await devices();
  await it.hub.pool.query("update hub.lines set timeline = '0000000F'");
  await it.hub.lines.renew(it.hub.pool);
  for (const device of live) expect(await device.closed).toEqual(MOVED);
  expect(second.lines.current).toEqual(it.hub.lines.current);
});

test("[LIN8] a hub whose connection to the database was cut looks at the line when it is back", async () => {
  const [, live] = await devices();
  const before = second.lines.current.id;
  await it.hub.pool.query("update hub.lines set timeline = '0000000F'");
  await it.hub.pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()
      and query like 'listen %'`,
  );
  expect(await live?.closed).toEqual(MOVED);
  expect(second.lines.current.id).not.toBe(before);
});
