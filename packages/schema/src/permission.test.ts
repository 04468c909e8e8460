import { describe, expect, test } from "vitest";
import type { Grant, Operation, Permissions } from "./permission.ts";
import { refusal } from "./permission.ts";
import { duty } from "./duty.ts";
import type { Actor } from "./person.ts";
import { whoActs } from "./person.ts";
import type { Content } from "./record.ts";

const label = { en: "x", tr: "x" };
const DOCTOR = duty({ name: "doctor", label });
const DUTIES = new Map(
  [DOCTOR, duty({ name: "patient", label, outside: true })].map((each) => [
    String(each.name),
    each,
  ]),
);
const doctor = { personId: "ada", role: "USER", duties: ["doctor"], siteId: "s1" } as const;
const ada = whoActs(DUTIES, doctor);
const manager = whoActs(DUTIES, { ...doctor, personId: "may", role: "MANAGER", duties: [] });
const admin = whoActs(DUTIES, { personId: "adm", role: "ADMIN", duties: [], siteId: null });

/** Whether the actor may update a record with this content under a single grant. */
function may(actor: Actor, grant: Grant, content: Content = {}, id = "r1"): boolean {
  const guarded = {
    name: "notes",
    scopes: [],
    naturalKey: [],
    permissions: { create: [], update: [grant] },
  };
  return refusal(guarded, actor, "update", id, content, content) === null;
}

/** The operations that a person without any say of their own may do. */
function allowed(permissions: Permissions): Operation[] {
  const operations = ["create", "update", "delete", "restore"] as const;
  const guarded = { name: "notes", scopes: [], naturalKey: [], permissions };
  return operations.filter((operation) => refusal(guarded, ada, operation, "r1", {}, {}) === null);
}

test("[PSH5] no grant allows nothing, an empty one everyone", () => {
  const nobody = {
    name: "notes",
    scopes: [],
    naturalKey: [],
    permissions: { create: [], update: [{}] },
  };
  expect(refusal(nobody, admin, "create", "r1", null, {})?.code).toBe("not_permitted");
  expect(may(ada, {})).toBe(true);
});

/** Whether Ada may restore what was hers. */
function mayRestore(naturalKey: readonly string[], permissions: Permissions): boolean {
  const guarded = { name: "notes", scopes: [], naturalKey, permissions };
  const content = { ownerId: "ada" };
  return refusal(guarded, ada, "restore", "r1", content, content) === null;
}

test("[NAT4] who may make a record with a natural key may restore it, and who may delete it too", () => {
  const own = { own: "ownerId" } as const;
  const maker = { create: [own], update: [own], delete: [] };
  expect([mayRestore([], maker), mayRestore(["day"], maker)]).toEqual([false, true]);
  expect(mayRestore(["day"], { create: [], update: [], delete: [own] })).toBe(true);
  expect(mayRestore(["day"], { create: [], update: [own], delete: [] })).toBe(false);
});

describe("[PSH5] a grant allows", () => {
  test("a role and those above it", () => {
    expect(may(ada, { role: "MANAGER" })).toBe(false);
    expect(may(manager, { role: "MANAGER" })).toBe(true);
    expect(may(admin, { role: "MANAGER" })).toBe(true);
  });

  test("a duty, whatever the role", () => {
    expect(may(ada, { duty: DOCTOR.name })).toBe(true);
    expect(may(admin, { duty: DOCTOR.name })).toBe(false);
  });

  test("the person whose id a field holds", () => {
    expect(may(ada, { own: "personId" }, { personId: "ada" })).toBe(true);
    expect(may(admin, { own: "personId" }, { personId: "ada" })).toBe(false);
    expect(may(ada, { own: "personId" }, { personId: null })).toBe(false);
    expect(may(ada, { own: "id" }, {}, "ada")).toBe(true);
  });

  test("people of the site that a field holds, and administrators", () => {
    expect(may(ada, { site: "siteId" }, { siteId: "s1" })).toBe(true);
    expect(may(ada, { site: "siteId" }, { siteId: "s2" })).toBe(false);
    expect(may(admin, { site: "siteId" }, { siteId: "s2" })).toBe(true);
    const nowhere = whoActs(DUTIES, { ...doctor, siteId: null });
    expect(may(nowhere, { site: "siteId" }, { siteId: null })).toBe(false);
    const patient = whoActs(DUTIES, { ...doctor, duties: ["patient"] });
    expect(may(patient, { site: "siteId" }, { siteId: "s1" })).toBe(false);
  });

  test("people of any of the sites that are theirs, in a field of one or of several", () => {
    const both = whoActs(DUTIES, { ...doctor, siteIds: ["s2"] });
    expect(may(both, { site: "siteId" }, { siteId: "s2" })).toBe(true);
    expect(may(both, { site: "siteId" }, { siteId: "s3" })).toBe(false);
    expect(may(both, { site: "siteIds" }, { siteIds: ["s2", "s3"] })).toBe(true);
    expect(may(ada, { site: "siteIds" }, { siteIds: ["s2", "s3"] })).toBe(false);
    expect(may(ada, { site: "siteIds" }, { siteIds: [] })).toBe(false);
  });

  test("only what all of its parts allow", () => {
    const grant: Grant = { role: "MANAGER", site: "siteId" };
    expect(may(ada, grant, { siteId: "s1" })).toBe(false);
    expect(may(manager, grant, { siteId: "s1" })).toBe(true);
    expect(may(manager, grant, { siteId: "s2" })).toBe(false);
  });
});

test("[PSH5] nobody moves a record out of or into hands that are not theirs", () => {
  const guarded = {
    name: "notes",
    scopes: [],
    naturalKey: [],
    permissions: { create: [], update: [{ own: "personId" }] },
  };
  const mine = { personId: "ada" };
  const theirs = { personId: "bob" };
  expect(refusal(guarded, ada, "update", "r1", mine, mine)).toBeNull();
  expect(refusal(guarded, ada, "update", "r1", theirs, mine)).not.toBeNull();
  expect(refusal(guarded, ada, "update", "r1", mine, theirs)).not.toBeNull();
});

test("[PSH5] each operation has its grants; deleting and restoring go by `delete` or else `update`", () => {
  const byCreate = { create: [{}], update: [] };
  const byDelete = { create: [], update: [], delete: [{}] };
  expect(allowed(byCreate)).toEqual(["create"]);
  expect(allowed(byDelete)).toEqual(["delete", "restore"]);
  expect(allowed({ create: [], update: [{}] })).toEqual(["update", "delete", "restore"]);
});

test("a refusal carries a status and the record's id, never its content", () => {
  const guarded = {
    name: "notes",
    scopes: [],
    naturalKey: [],
    permissions: { create: [], update: [] },
  };
  const refused = refusal(guarded, ada, "update", "r1", { note: "secret" }, { note: "secret" });
  expect(refused).toMatchObject({ code: "not_permitted", status: 403 });
  expect(refused?.message).toContain("notes r1");
  expect(refused?.message).not.toContain("secret");
});
