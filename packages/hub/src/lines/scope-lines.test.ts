import { newId } from "@healthops/base/ids";
import { addActor, addSite, applied, create, openTestHub } from "@healthops/testing/hub/test-hub";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { HubActor } from "../hub-actor.ts";

let it: TestHub;
let site: string;
let owner: HubActor;

beforeAll(async () => {
  it = await openTestHub();
  site = await addSite(it.hub, "Ankara");
  owner = await addActor(it.hub, "USER", site);
});
afterAll(() => it.close());

/** The scope has one position already: its person. */
async function write(): Promise<void> {
  const fields = { ownerId: owner.personId, siteId: site, title: "one" };
  await applied(it.hub, owner, create("samples", newId(it.hub.ports), fields));
}

async function noted(): Promise<unknown[]> {
  const { rows } = await it.hub.pool.query(
    `select l.line, l.from_position, s.head from hub.scope_lines l join hub.scopes s on s.id = l.scope_id
      where s.key = $1 order by l.line`,
    [`user:${owner.personId}`],
  );
  return rows;
}

test("[LIN2] a line's first write to a scope notes where the scope stood, and no later one does", async () => {
  await write();
  await write();
  expect(await noted()).toEqual([]);
  // as after a promotion
  await it.hub.pool.query("update hub.lines set timeline = '0000000F'");
  await it.hub.lines.renew(it.hub.pool);
  await write();
  expect(await noted()).toEqual([{ line: 2, from_position: 3, head: 4 }]);
  await write();
  expect(await noted()).toEqual([{ line: 2, from_position: 3, head: 5 }]);
});
