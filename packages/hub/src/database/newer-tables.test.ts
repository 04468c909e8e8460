import { newId } from "@healthops/base/ids";
import { systemPorts } from "@healthops/base/system-ports";
import { collection } from "@healthops/schema/collection";
import type { Fields } from "@healthops/schema/field";
import { integer, text } from "@healthops/schema/fields";
import { defineModule } from "@healthops/schema/module";
import type { TestDatabase } from "@healthops/testing/postgres/test-database";
import { createTestDatabase } from "@healthops/testing/postgres/test-database";
import { addActor, create, TestDevice, update } from "@healthops/testing/hub/test-hub";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { HubActor } from "../hub-actor.ts";
import { addTestPerson, call, listeningServer, signIn } from "../testing/server-fixture.ts";
import { TEST_WRAPPING_KEY } from "@healthops/testing/hub/test-wrapping-key";
import type { OpenHub } from "../doors/open-hub.ts";
import { openHub } from "../doors/open-hub.ts";

const label = (word: string) => ({ en: word, tr: word });
const title = text({ label: label("Title"), max: 80, required: true });
const mood = text({ label: label("Mood"), max: 80 });
const steps = integer({ label: label("Steps"), default: 0, required: true });

function moduleWith(fields: Fields) {
  const things = collection({
    name: "things",
    title: { one: label("Thing"), many: label("Things") },
    fields,
    scopes: [{ kind: "shared" }],
    permissions: { create: [{}], update: [{}] },
  });
  return defineModule({ name: "things", title: label("T"), collections: [things] });
}

const OLD = moduleWith({ title });
const NEW = moduleWith({ title, mood, steps });

let database: TestDatabase;
let open: OpenHub[] = [];
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(async () => {
  for (const hub of open) await hub.close();
  open = [];
  await database.drop();
});

async function start(module: typeof OLD): Promise<OpenHub> {
  const hub = await openHub({
    connectionString: database.connectionString,
    modules: [{ module }],
    ports: systemPorts(),
    onFault: () => undefined,
    wrappingKey: TEST_WRAPPING_KEY,
  });
  open.push(hub);
  return hub;
}

/** A device that goes on with its numbers on whichever hub is there. */
class MovingDevice {
  #device: TestDevice | null = null;
  readonly ids: string[] = [];

  async push(hub: OpenHub, actor: HubActor, fields: Record<string, unknown> = {}): Promise<void> {
    const device = new TestDevice(hub, actor);
    Object.assign(device, { id: this.#device?.id ?? device.id, seq: this.#device?.seq ?? 0 });
    this.#device = device;
    const id = newId(hub.ports);
    this.ids.push(id);
    const receipts = await device.push([
      create("things", id, { title: `${device.seq + 1}`, ...fields }),
    ]);
    if (receipts[0]?.status !== "applied") throw new Error(JSON.stringify(receipts));
  }
}

test("[UPG1] old, new, old again, new again, while devices push: nothing is lost", async () => {
  let hub = await start(OLD);
  expect(hub.ranBefore).toBe("older");
  const actor = await addActor(hub, "USER", null);
  const [one, other] = [new MovingDevice(), new MovingDevice()];
  await one.push(hub, actor);

  hub = await start(NEW);
  expect(hub.ranBefore).toBe("older");
  await other.push(hub, actor, { mood: "fine", steps: 7 });
  await one.push(hub, actor);

  hub = await start(OLD);
  expect(hub.ranBefore).toBe("newer");
  await one.push(hub, actor);
  const edited = other.ids[0] ?? "";
  await new TestDevice(hub, actor).push([update("things", edited, 1, { title: "edited" })]);

  hub = await start(NEW);
  expect(hub.ranBefore).toBe("same");
  await other.push(hub, actor, { mood: "well" });
  const { rows } = await hub.pool.query("select title, mood, steps from data.things order by id");
  expect(rows).toEqual([
    { title: "1", mood: null, steps: 0 },
    { title: "edited", mood: "fine", steps: 7 },
    { title: "2", mood: null, steps: 0 },
    { title: "3", mood: null, steps: 0 },
    { title: "2", mood: "well", steps: 0 },
  ]);
});

test("[UPG1] an older hub does not start where it would have to leave something out", async () => {
  await start(OLD);
  await start(NEW);
  const { pool } = open[0] as OpenHub;
  await pool.query("alter table data.things add column needed integer");
  await pool.query("begin; set local healthops.engine = 'on'; truncate data.things; commit");
  await pool.query("alter table data.things alter column needed set not null");
  await expect(start(OLD)).rejects.toMatchObject({
    code: "newer_tables",
    extra: { at: ["things.needed"] },
  });
  await pool.query("alter table data.things drop column needed");
  await pool.query("alter table data.things drop column title");
  await expect(start(OLD)).rejects.toMatchObject({
    code: "newer_tables",
    extra: { at: ["things.title"] },
  });
});

test("[UPG1] an older hub sends a device of the newer version away for a while, and no other", async () => {
  await start(OLD);
  const newer = (await start(NEW)).schema.version;
  const hub = await start(OLD);
  await addTestPerson(hub, "ada");
  const { server, url } = await listeningServer(hub);
  try {
    const { accessToken } = await signIn(server, "ada");
    const pull = (schema: string) =>
      call(`${url}/api/v1/sync/pull`, "POST", accessToken, {
        protocol: 1,
        schema,
        replicaId: newId(hub.ports),
        epoch: null,
        positions: {},
      });
    const refused = await pull(newer);
    expect([refused.status, refused.body["code"]]).toEqual([503, "hub_older"]);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await pull(hub.schema.version)).status).toBe(200);
    expect((await pull("never heard of")).status).toBe(200);
  } finally {
    await server.close();
  }
});
