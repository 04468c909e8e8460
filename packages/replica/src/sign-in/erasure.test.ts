import { Problem } from "@healthops/base/problem";
import { systemPorts } from "@healthops/base/system-ports";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { TestWorld } from "../../test-kit/device.ts";
import { openNodeSqlite } from "../node/node-sqlite.ts";
import type { Replica } from "../replica.ts";
import { openReplica } from "../replica.ts";
import type { HubTransport } from "../transport/transport.ts";

let world: TestWorld;
let steps: string[];
beforeEach(() => {
  world = new TestWorld();
  steps = [];
});
afterEach(() => world.close());

/** Ada's device, which hears at its next contact that it is to be wiped. */
async function toBeWiped(remove: () => Promise<void>): Promise<Replica> {
  const device = await world.device();
  await device.replica.close();
  const refusal = new Problem({
    code: "device_wiped",
    status: 403,
    message: "Erase the data.",
    extra: { receipt: "r" },
  });
  const transport: HubTransport = {
    ...device.link.transport,
    push: () => Promise.reject(refusal),
    pull: () => Promise.reject(refusal),
    wiped: async () => void steps.push("told"),
  };
  return openReplica({
    database: openNodeSqlite(device.path, { timers: systemPorts().timers }),
    schema: device.replica.schema,
    ports: world.ports,
    transport,
    passwords: { hash: async () => "", verify: async () => true },
    erase: {
      begin: async () => void steps.push("begun"),
      async remove() {
        steps.push("removed");
        await remove();
      },
    },
  });
}

describe("[DEV3] a device that is to be wiped", () => {
  test("makes sure first that it will be, and tells the hub when it is", async () => {
    const replica = await toBeWiped(() => Promise.resolve());
    await expect(replica.sync()).rejects.toMatchObject({ code: "device_wiped" });
    expect(steps).toEqual(["begun", "removed", "told"]);
  });

  test("never says so while something is left", async () => {
    const left = new Problem({
      code: "erasure_unfinished",
      status: 500,
      message: "Something is left.",
    });
    const replica = await toBeWiped(() => Promise.reject(left));
    await expect(replica.sync()).rejects.toMatchObject({ code: "erasure_unfinished" });
    expect(steps).toEqual(["begun", "removed"]);
  });
});
