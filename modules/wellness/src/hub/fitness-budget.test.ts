import { listeningServer } from "@healthops/hub/testing/server-fixture";
import type { OpenHubServer } from "@healthops/hub/doors/hub-server";
import { addSite, openTestHub } from "@healthops/testing/hub/test-hub";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import { afterAll, beforeAll, expect, test } from "vitest";
import { wellnessHub } from "../hub.ts";
import type { FitnessHub } from "./testing/fitness-client.ts";
import { newFitnessClient } from "./testing/fitness-client.ts";

let opened: TestHub;
let server: OpenHubServer;
let it: FitnessHub;

beforeAll(async () => {
  opened = await openTestHub([wellnessHub]);
  const rateLimits = { general: 10_000, sync: 10_000, auth: 10_000 };
  const listening = await listeningServer(opened.hub, { rateLimits });
  ({ server } = listening);
  it = { hub: opened.hub, ...listening, siteId: await addSite(opened.hub, "Ankara") };
});
afterAll(async () => {
  await server.close();
  await opened.close();
});

test("an older client's pushes have the same budget of changes as a device's; others go on", async () => {
  const [client, other] = [await newFitnessClient(it), await newFitnessClient(it)];
  // nothing that is there: what is counted is what is sent
  const records = Array.from({ length: 5_000 }, (_, id) => ({ id, deleted: true }));
  const statuses: number[] = [];
  let refused: Record<string, unknown> = {};
  for (let push = 0; push < 20 && statuses.at(-1) !== 429; push++) {
    const { status, body } = await client.push("exercises", ...records);
    statuses.push(status);
    refused = body;
  }
  expect(statuses.at(-1)).toBe(429);
  expect(statuses.length).toBeGreaterThan(6);
  expect(refused).toMatchObject({
    code: "too_many_changes",
    retryAfterSeconds: expect.any(Number),
  });
  expect((await other.push("exercises", other.run())).status).toBe(200);
  expect((await client.ask("GET", "/api/exercises/pull")).status).toBe(200);
});
