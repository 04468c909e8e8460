import { newId } from "@healthops/base/ids";
import { PROTOCOL_VERSION } from "@healthops/protocol/version";
import { collection } from "@healthops/schema/collection";
import { boolean, instant, integer, text } from "@healthops/schema/fields";
import { defineModule } from "@healthops/schema/module";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import { addActor, applied, create, openTestHub, update } from "@healthops/testing/hub/test-hub";
import { afterAll, beforeAll, expect, test } from "vitest";

const label = { en: "Word", tr: "Kelime" };
const shifts = collection({
  name: "shifts",
  title: { one: label, many: label },
  fields: {
    from: instant({ label }),
    to: instant({ label }),
    order: integer({ label, merge: "counter", required: true, default: 0 }),
    user: text({ label, max: 20, search: true }),
    check: boolean({ label }),
  },
  scopes: [{ kind: "shared" }],
  permissions: { create: [{}], update: [{}] },
  indexes: [["order"], ["user"]],
});

let it: TestHub;
beforeAll(async () => {
  const module = defineModule({ name: "shift", title: label, collections: [shifts] });
  it = await openTestHub([{ module }]);
});
afterAll(() => it.close());

test("fields may have words of SQL as their names: written, read for an edit, merged and pulled", async () => {
  const actor = await addActor(it.hub, "ADMIN", null);
  const id = newId(it.hub.ports);
  const from = "2026-03-01T08:00:00.000Z";
  await applied(it.hub, actor, create("shifts", id, { from, order: 1, user: "ada" }));
  await applied(it.hub, actor, update("shifts", id, 1, { order: { add: 2 }, check: true }));
  await applied(it.hub, actor, update("shifts", id, 1, { user: "bea", to: from }));
  const { schema, engine } = it.hub;
  const request = {
    protocol: PROTOCOL_VERSION,
    schema: schema.version,
    replicaId: newId(it.hub.ports),
    epoch: null,
    positions: {},
  };
  const answer = await it.hub.pull(actor, request, null);
  if (answer.status !== 200) throw new Error("there is something to pull");
  expect(answer.body).toContain('"name":"shifts"');
  const { rows } = await it.hub.pool.query(
    `select "order", "user", "check", "to" is not null as "to" from data.shifts`,
  );
  expect(rows).toEqual([{ order: 3, user: "bea", check: true, to: true }]);
  expect(engine.catalog.named("shifts").columns).toHaveLength(5);
});
