import { newId } from "@healthops/base/ids";
import { systemPorts } from "@healthops/base/system-ports";
import { collection } from "@healthops/schema/collection";
import { duty } from "@healthops/schema/duty";
import { reference, text } from "@healthops/schema/fields";
import { defineModule } from "@healthops/schema/module";
import type { ScopeRule } from "@healthops/schema/scope";
import {
  addActor,
  addSite,
  applied,
  create,
  hubActorOf,
  openTestHub,
  submitOne,
  update,
} from "@healthops/testing/hub/test-hub";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import { TEST_WRAPPING_KEY } from "@healthops/testing/hub/test-wrapping-key";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { HubActor } from "../hub-actor.ts";
import type { OpenHub } from "../doors/open-hub.ts";
import { openHub } from "../doors/open-hub.ts";

const label = (word: string) => ({ en: word, tr: word });

function moduleWith(scopes: readonly ScopeRule<"siteId">[]) {
  const sheets = collection({
    name: "sheets",
    title: { one: label("Sheet"), many: label("Sheets") },
    fields: {
      siteId: reference({ label: label("Site"), to: "sites", required: true }),
      title: text({ label: label("Title"), max: 80, required: true }),
    },
    scopes,
    permissions: { create: [{ site: "siteId" }], update: [{ site: "siteId" }] },
  });
  return defineModule({
    name: "papers",
    title: label("Papers"),
    collections: [sheets],
    duties: [CLERK, RECEPTIONIST],
  });
}

const CLERK = duty({ name: "clerk", label: label("Clerk"), scoped: true, unsaid: true });
const RECEPTIONIST = duty({ name: "receptionist", label: label("Receptionist") });

let it: TestHub;
let renewed: OpenHub;
const moved: number[] = [];
let clerk: HubActor;
let receptionist: HubActor;
/** Where the devices of both stood before the hub was renewed. */
let positions: Record<string, number>;
let conflictId = "";

const withDuties = ({ personId, role, siteIds }: HubActor, duties: readonly string[]): HubActor =>
  hubActorOf(it.hub, { personId, role, duties, siteId: null, siteIds });

interface Pulled {
  readonly positions: Record<string, number>;
  readonly changed: { name: string; columns: unknown[][] }[];
  readonly left: { name: string; ids: string[] }[];
}

async function pull(hub: OpenHub, actor: HubActor, from: Record<string, number>): Promise<Pulled> {
  const request = {
    protocol: 1,
    schema: "x",
    replicaId: newId(hub.ports),
    epoch: null,
    positions: from,
  };
  const answer = await hub.pull(actor, request, null);
  if (answer.status === 304) throw new Error("no answer without a tag is 304");
  return JSON.parse(answer.body) as Pulled;
}

const namesIn = (page: Pulled) => page.changed.map(({ name }) => name);

beforeAll(async () => {
  const before = moduleWith([{ kind: "site", field: "siteId" }]);
  it = await openTestHub([{ module: before }]);
  const site = await addSite(it.hub, "Ankara");
  clerk = await addActor(it.hub, "USER", site);
  receptionist = withDuties(await addActor(it.hub, "USER", site), ["receptionist"]);
  const id = newId(it.hub.ports);
  await applied(it.hub, clerk, create("sheets", id, { siteId: site, title: "one" }));
  await applied(it.hub, clerk, update("sheets", id, 1, { title: "two" }));
  const late = await submitOne(it.hub, receptionist, update("sheets", id, 1, { title: "three" }));
  const [answer] = late.mutations;
  conflictId = answer?.status === "conflict" ? answer.conflictId : "";
  for (let at = 0; at < 5; at++) {
    const sheet = create("sheets", newId(it.hub.ports), { siteId: site, title: "more" });
    await applied(it.hub, clerk, sheet);
  }
  ({ positions } = await pull(it.hub, receptionist, {}));
  renewed = await openHub({
    connectionString: it.connectionString,
    modules: [{ module: moduleWith([{ kind: "duty", duty: CLERK.name, field: "siteId" }]) }],
    ports: systemPorts(),
    wrappingKey: TEST_WRAPPING_KEY,
    onRescoped: (_collection, count) => moved.push(count),
    onFault: () => undefined,
  });
});
afterAll(async () => {
  await renewed?.close();
  await it.close();
});

test("[ORD6] records enter the scopes that are declared now, once", async () => {
  expect(moved).toEqual([6]);
  const { rows } = await it.hub.pool.query(
    `select split_part(s.key, ':', 1) as kind, f.departed, count(*)::int as n
      from hub.feed f join hub.scopes s on s.id = f.scope_id
      join hub.collections c on c.id = f.collection_id
      where c.name = 'sheets' group by 1, 2 order by 1`,
  );
  expect(rows).toEqual([
    { kind: "duty-clerk", departed: false, n: 6 },
    { kind: "site", departed: true, n: 6 },
  ]);
});

test("[PUL4] who has not the duty loses them from the device, with the conflicts about them", async () => {
  const page = await pull(renewed, receptionist, positions);
  expect(namesIn(page)).toEqual([]);
  const left = Object.fromEntries(page.left.map(({ name, ids }) => [name, ids]));
  expect(left["sheets"]).toHaveLength(6);
  expect(left["conflicts"]).toEqual([conflictId]);
  const anew = await pull(renewed, receptionist, {});
  expect(namesIn(anew)).not.toContain("sheets");
  expect(namesIn(anew)).not.toContain("conflicts");
});

test("[PUL4] who has it keeps them, also on a device that knows the old declaration", async () => {
  const page = await pull(renewed, clerk, positions);
  expect(page.left).toEqual([]);
  expect(namesIn(page)).toEqual(expect.arrayContaining(["conflicts", "sheets"]));
});

test("the next start finds nothing to do", async () => {
  const again: number[] = [];
  const third = await openHub({
    connectionString: it.connectionString,
    modules: [{ module: moduleWith([{ kind: "duty", duty: CLERK.name, field: "siteId" }]) }],
    ports: systemPorts(),
    wrappingKey: TEST_WRAPPING_KEY,
    onRescoped: (_collection, count) => again.push(count),
    onFault: () => undefined,
  });
  await third.close();
  expect(again).toEqual([]);
});
