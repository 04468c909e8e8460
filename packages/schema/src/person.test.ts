import { expect, test } from "vitest";
import { people } from "./core/people.ts";
import type { Actor } from "./person.ts";
import { DUTIES, hasDuty, hasRole, ROLES, scopesHeldBy, workplaceOf, worksAs } from "./person.ts";

const clerk: Actor = { personId: "p1", role: "USER", duties: [], siteId: "s1" };

test("a role may do what the ones below it may", () => {
  const allowed = ROLES.map((role) => ROLES.map((least) => hasRole({ role }, least)));
  expect(allowed).toEqual([
    [true, false, false],
    [true, true, false],
    [true, true, true],
  ]);
});

test("a person holds shared data, their own and their site's", () => {
  expect(scopesHeldBy(clerk, ["s1", "s2"])).toEqual([
    "duty-clerk:s1",
    "shared",
    "site:s1",
    "user:p1",
  ]);
  expect(scopesHeldBy({ ...clerk, siteId: null }, ["s1"])).toEqual(["shared", "user:p1"]);
});

test("who is somewhere only as a patient holds nothing of the site, however many duties others have", () => {
  const patient: Actor = { ...clerk, duties: ["patient"] };
  expect(scopesHeldBy(patient, ["s1"])).toEqual(["shared", "user:p1"]);
  expect(workplaceOf({ ...clerk, duties: ["patient", "doctor"] })).toBe("s1");
  expect(workplaceOf({ ...patient, role: "MANAGER" })).toBe("s1");
});

test("what goes with a duty is held by those who have it; a user without any duty is a clerk", () => {
  const receptionist: Actor = { ...clerk, duties: ["receptionist"] };
  expect(scopesHeldBy(receptionist, [])).toEqual(["shared", "site:s1", "user:p1"]);
  expect(scopesHeldBy({ ...clerk, duties: ["clerk", "doctor"] }, [])).toContain("duty-clerk:s1");
  expect([clerk, receptionist].map((actor) => hasDuty(actor, "clerk"))).toEqual([true, false]);
  expect(hasDuty({ ...clerk, role: "MANAGER" }, "clerk")).toBe(false);
  expect(worksAs({ ...clerk, role: "MANAGER" }, "clerk")).toBe(true);
  expect(worksAs({ ...clerk, duties: ["patient"] }, "clerk")).toBe(false);
});

test("a manager also holds what only the managers of their site see", () => {
  const held = scopesHeldBy({ ...clerk, role: "MANAGER" }, ["s1", "s2"]);
  expect(held).toEqual(["duty-clerk:s1", "managers:s1", "shared", "site:s1", "user:p1"]);
});

test("an administrator holds every site's data and what belongs to none, but nobody else's own", () => {
  const held = scopesHeldBy({ ...clerk, role: "ADMIN", siteId: null }, ["s1", "s2"]);
  expect(held).toEqual([
    "admins",
    "duty-clerk:s1",
    "duty-clerk:s2",
    "managers:s1",
    "managers:s2",
    "shared",
    "site:s1",
    "site:s2",
    "user:p1",
  ]);
});

test("the people collection offers exactly the known roles and duties", () => {
  expect(people.fields.role.choices?.map((choice) => choice.value)).toEqual(ROLES);
  expect(people.fields.duties.choices?.map((choice) => choice.value)).toEqual(DUTIES);
});
