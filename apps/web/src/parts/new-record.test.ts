import { notices } from "@healthops/notices/schema";
import { sites } from "@healthops/schema/core/sites";
import type { Person } from "@healthops/ui/data/identity.tsx";
import { weights } from "@healthops/wellness/collections/weights";
import { describe, expect, test } from "vitest";
import { mayEver, newRecord } from "./new-record.ts";

const TODAY = "2026-03-01";
const SITE = "01900000-0000-7000-8000-000000000002";
const ada: Person = {
  personId: "01900000-0000-7000-8000-000000000001",
  username: "ada",
  displayName: "Ada",
  role: "USER",
  duties: [],
  siteId: SITE,
  siteIds: [SITE],
  workplaceIds: [SITE],
};
const manager: Person = { ...ada, role: "MANAGER" };
const admin: Person = { ...ada, role: "ADMIN", siteId: null, siteIds: [], workplaceIds: [] };

describe("a new record", () => {
  test("of a diary is the person's own, at their site, today", () => {
    expect(newRecord(weights, ada, TODAY)).toEqual({
      given: { personId: ada.personId, siteId: ada.siteId, measuredOn: TODAY },
      hide: ["personId", "siteId"],
    });
  });

  test("of a manager belongs to their site", () => {
    expect(newRecord(notices, manager, TODAY)).toEqual({
      given: { siteId: ada.siteId },
      hide: ["siteId"],
    });
  });

  test("of an administrator may belong to any site or to none", () => {
    expect(newRecord(notices, admin, TODAY)).toEqual({ given: {}, hide: [] });
  });

  test("is not offered to people who may make none", () => {
    expect(newRecord(notices, ada, TODAY)).toBeNull();
    expect(mayEver(sites, ada, "create")).toBe(false);
    expect(mayEver(weights, ada, "delete")).toBe(true);
  });
});
