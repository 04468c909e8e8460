import { newId } from "@healthops/base/ids";
import { systemPorts } from "@healthops/base/system-ports";
import { refusal } from "@healthops/schema/permission";
import { completeContent } from "@healthops/schema/content";
import type { Actor } from "@healthops/schema/person";
import { whoActs } from "@healthops/schema/person";
import { scopesOf } from "@healthops/schema/scope";
import { moduleSuite } from "@healthops/testing/module-suite/module-suite";
import { expect, test } from "vitest";
import { noticesHub } from "./hub.ts";
import { notices } from "./schema.ts";

const ports = systemPorts();
const [site, elsewhere] = [newId(ports), newId(ports)];

moduleSuite({
  module: noticesHub,
  folder: new URL("..", import.meta.url),
  // Random ones would all be important.
  fit: { notices: (fields) => ({ ...fields, important: false }) },
});

const someone = (role: Actor["role"]) =>
  whoActs(new Map(), { personId: newId(ports), role, duties: [], siteId: site });
const notice = (siteId: string | null) => completeContent(notices, { title: "Water off", siteId });

test("a notice is for everybody, or for the people of its site", () => {
  expect(scopesOf(notices, newId(ports), notice(null))).toEqual(["shared"]);
  expect(scopesOf(notices, newId(ports), notice(site))).toEqual([`site:${site}`]);
});

function mayWrite(role: Actor["role"], siteId: string | null): boolean {
  return refusal(notices, someone(role), "create", newId(ports), null, notice(siteId)) === null;
}

test("a site's managers write their site's notices, administrators all", () => {
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
  const actor = someone("MANAGER");
  const moved = refusal(notices, actor, "update", newId(ports), notice(elsewhere), notice(site));
  expect(moved?.code).toBe("not_permitted");
});
