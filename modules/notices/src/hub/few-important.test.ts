import { newId } from "@healthops/base/ids";
import { SYSTEM_ACTOR } from "@healthops/hub/hub-actor";
import { addSite, create, openTestHub, submitOne, update } from "@healthops/testing/hub/test-hub";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import { afterAll, beforeAll, expect, test } from "vitest";
import { noticesHub } from "../hub.ts";
import { IMPORTANT_MAX } from "../rules.ts";

let it: TestHub;
beforeAll(async () => {
  it = await openTestHub([noticesHub]);
});
afterAll(() => it.close());

function notice(siteId: string | null, more: Readonly<Record<string, string | boolean>> = {}) {
  const fields = { title: "Water off", siteId, important: true, ...more };
  return create("notices", newId(it.hub.ports), fields);
}

async function outcome(...mutations: Parameters<typeof submitOne>[2][]): Promise<string> {
  return (await submitOne(it.hub, SYSTEM_ACTOR, ...mutations)).status;
}

test("a board has few important notices; the next one is refused until another is an ordinary one", async () => {
  const site = await addSite(it.hub, "Ankara");
  const first = notice(site);
  const rest = Array.from({ length: IMPORTANT_MAX - 1 }, () => notice(site));
  expect(await outcome(first, ...rest)).toBe("applied");
  const [refused] = (await submitOne(it.hub, SYSTEM_ACTOR, notice(site))).mutations;
  expect(refused).toMatchObject({
    code: "rule_broken",
    faults: [{ field: "important", label: { tr: expect.stringContaining("önemli") } }],
  });
  expect(await outcome(update("notices", first.id, 1, { title: "Water on" }))).toBe("applied");
  expect(await outcome(update("notices", first.id, 2, { important: false }), notice(site))).toBe(
    "applied",
  );
});

test("what other people are shown, what is over and what is not important do not count", async () => {
  const site = await addSite(it.hub, "Bursa");
  const over = Array.from({ length: IMPORTANT_MAX }, () =>
    notice(site, { expiresOn: "2020-01-01" }),
  );
  expect(await outcome(...over)).toBe("applied");
  const plain = Array.from({ length: IMPORTANT_MAX }, () => notice(site, { important: false }));
  expect(await outcome(...plain, notice(site), notice(null))).toBe("applied");
});

test("two who write at once do not both get the last place", async () => {
  const site = await addSite(it.hub, "Van");
  const most = Array.from({ length: IMPORTANT_MAX - 1 }, () => notice(site));
  expect(await outcome(...most)).toBe("applied");
  const both = await Promise.all([outcome(notice(site)), outcome(notice(site))]);
  expect(both.toSorted()).toEqual(["applied", "rejected"]);
});
