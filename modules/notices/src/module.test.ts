import { newId } from "@healthops/base/ids";
import { systemPorts } from "@healthops/base/system-ports";
import { refusal } from "@healthops/schema/permission";
import { completeContent } from "@healthops/schema/content";
import type { Actor } from "@healthops/schema/person";
import { scopesOf } from "@healthops/schema/scope";
import { moduleSuite } from "@healthops/testing/module-suite/module-suite";
import { expect, test } from "vitest";
import { notices, noticesModule } from "./schema.ts";

const ports = systemPorts();
const [site, elsewhere] = [newId(ports), newId(ports)];

moduleSuite({
  module: { module: noticesModule },
  folder: new URL("..", import.meta.url),
});

const notice = (siteId: string | null) => completeContent(notices, { title: "Water off", siteId });

test("a notice is for everybody, or for the people of its site", () => {
  expect(scopesOf(notices, newId(ports), notice(null))).toEqual(["shared"]);
  expect(scopesOf(notices, newId(ports), notice(site))).toEqual([`site:${site}`]);
});

test("a site's managers write their site's notices, administrators all", () => {
  const mayWrite = (role: Actor["role"], siteId: string | null): boolean => {
    const actor = { personId: newId(ports), role, duties: [], siteId: site };
    return refusal(notices, actor, "create", newId(ports), null, notice(siteId)) === null;
  };
  expect([site, elsewhere, null].map((siteId) => mayWrite("MANAGER", siteId))).toEqual([
    true,
    false,
    false,
  ]);
  expect([site, elsewhere, null].map((siteId) => mayWrite("ADMIN", siteId))).toEqual([
    true,
    true,
    true,
  ]);
  expect([site, elsewhere, null].map((siteId) => mayWrite("USER", siteId))).toEqual([
    false,
    false,
    false,
  ]);
});

test("nobody takes a notice over from another site", () => {
  const actor = { personId: newId(ports), role: "MANAGER" as const, duties: [], siteId: site };
  const moved = refusal(notices, actor, "update", newId(ports), notice(elsewhere), notice(site));
  expect(moved?.code).toBe("not_permitted");
});
