import { derivedId, isId } from "@healthops/base/ids";
import { openTestHub } from "@healthops/testing/hub/test-hub";
import { expect, test } from "vitest";
import { carriedRows } from "../backup/kept-out.ts";
import { openSecretIds, secretIds } from "./secret-ids.ts";

test("the same key has the same id, another key or another secret another one", () => {
  const ids = secretIds("one");
  expect(ids("fitness:p", "exercises", "1")).toBe(ids("fitness:p", "exercises", "1"));
  expect(isId(ids("a"))).toBe(true);
  expect(ids("a")).toMatch(/^.{14}8.{4}[89ab]/);
  const others = [ids("a", "b"), ids("ab"), ids("a", "b", ""), secretIds("two")("a", "b")];
  expect(new Set(others).size).toBe(others.length);
  expect(ids("a", "b")).not.toBe(derivedId("a", "b"));
});

test("the secret is drawn once for a database, and goes with its backups", async () => {
  const { hub, close } = await openTestHub();
  try {
    const again = await openSecretIds(hub.pool);
    expect(again("a")).toBe(hub.secretIds("a"));
    const { rows } = await hub.pool.query(
      `select count(*)::integer as count from hub.settings
        where key = 'id_secret' and ${carriedRows("hub.settings")}`,
    );
    expect(rows).toEqual([{ count: 1 }]);
  } finally {
    await close();
  }
});
