import { newId } from "@healthops/base/ids";
import { systemPorts } from "@healthops/base/system-ports";
import type { Mutation } from "@healthops/protocol/wire/push";
import { addActor, addSite, create, TestDevice, update } from "@healthops/testing/hub/test-hub";
import { sampleModule } from "@healthops/testing/fixtures/sample-module";
import { TEST_WRAPPING_KEY } from "@healthops/testing/hub/test-wrapping-key";
import { createTestDatabase } from "@healthops/testing/postgres/test-database";
import { expect, test } from "vitest";
import { openHub } from "../doors/open-hub.ts";

test("[ORD5] a push for which one transaction has no time is applied in several, and nothing of it is lost", async () => {
  const database = await createTestDatabase();
  const ports = systemPorts();
  let step_ms = 0;
  let now_ms = Date.now();
  const hub = await openHub({
    connectionString: database.connectionString,
    modules: [{ module: sampleModule }],
    // every look at the clock costs time: after a few groups a batch has had its own
    ports: { ...ports, clock: { now: () => (now_ms += step_ms) } },
    wrappingKey: TEST_WRAPPING_KEY,
    onFault: () => undefined,
  });
  const siteId = await addSite(hub, "Ankara");
  const owner = await addActor(hub, "USER", siteId);
  const sample = (title: string): Mutation =>
    create("samples", newId(ports), { ownerId: owner.personId, siteId, title });
  const bad = sample("");
  const groups = [bad, ...Array.from({ length: 300 }, (_, at) => sample(`number ${at}`))];
  const last = update("samples", bad.id, 0, { note: "builds on the first" });
  step_ms = 10;
  const device = new TestDevice(hub, owner);
  const receipts = await device.push(...[...groups, last].map((mutation) => [mutation]));
  expect(receipts.map(({ seq }) => seq)).toEqual(receipts.map((_, at) => at + 1));
  expect(receipts.filter(({ status }) => status === "rejected").map(({ seq }) => seq)).toEqual([
    1, 302,
  ]);
  expect(receipts.at(-1)?.mutations[0]).toMatchObject({ code: "depends_on_rejected" });
  const { rows } = await hub.pool.query<{ transactions: number; samples: number }>(
    `select count(distinct xmin::text)::int as transactions, count(*)::int as samples from data.samples`,
  );
  expect(rows[0]?.samples).toBe(300);
  expect(rows[0]?.transactions).toBeGreaterThan(3);
  await hub.close();
  await database.drop();
});
