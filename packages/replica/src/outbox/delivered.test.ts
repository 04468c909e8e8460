import { afterEach, beforeEach, expect, test } from "vitest";
import type { TestDevice } from "../../test-kit/device.ts";
import { ADA, TestWorld } from "../../test-kit/device.ts";

const DAY_ms = 86_400_000;

let world: TestWorld;
let device: TestDevice;
beforeEach(async () => {
  world = new TestWorld();
  device = await world.device();
});
afterEach(() => world.close());

async function deliver(title: string): Promise<void> {
  const change = { op: "create", collection: "entries", fields: { ownerId: ADA, title } } as const;
  await device.replica.mutate([change]);
  await device.replica.sync();
}

const kept = () => device.rows("select local_id from _delivered_groups order by local_id");

test("what the hub took is kept for eight days of the hub's time, then forgotten [PUL8]", async () => {
  await deliver("first");
  await world.time.pass(7 * DAY_ms);
  await deliver("second");
  expect(await kept()).toHaveLength(2);
  await world.time.pass(2 * DAY_ms);
  await deliver("third");
  expect(await kept()).toHaveLength(2);
});

test("a device whose clock jumps by weeks keeps what a hub that goes back would miss [LIN4]", async () => {
  world.hub.now_ms = world.ports.clock.now();
  await deliver("first");
  await world.time.pass(30 * DAY_ms);
  await deliver("second");
  await deliver("third");
  expect(await kept()).toHaveLength(3);
});
