import { expect, test } from "vitest";
import { people } from "./core/people.ts";
import { duty } from "./duty.ts";
import type { Actor, PersonFacts } from "./person.ts";
import { hasDuty, hasRole, ROLES, scopesHeldBy, whoActs, worksAs } from "./person.ts";

const label = { en: "x", tr: "x" };
const CLERK = duty({ name: "clerk", label, scoped: true, unsaid: true });
const LAB = duty({ name: "lab", label, scoped: true });
const DOCTOR = duty({ name: "doctor", label, implies: [LAB.name] });
const PATIENT = duty({ name: "patient", label, outside: true });
const DISPLAY = duty({ name: "display", label, outside: true });
const DUTIES = new Map(
  [CLERK, LAB, DOCTOR, PATIENT, DISPLAY].map((each) => [String(each.name), each]),
);

const nobody: PersonFacts = { personId: "p1", role: "USER", duties: [], siteId: "s1" };
const who = (facts: Partial<PersonFacts>): Actor => whoActs(DUTIES, { ...nobody, ...facts });
const held = (facts: Partial<PersonFacts>, all: readonly string[] = []) =>
  scopesHeldBy(DUTIES, who(facts), all);

test("a role may do what the ones below it may", () => {
  const allowed = ROLES.map((role) => ROLES.map((least) => hasRole({ role }, least)));
  expect(allowed).toEqual([
    [true, false, false],
    [true, true, false],
    [true, true, true],
  ]);
});

test("[SCO1] a person holds shared data, their own and their site's", () => {
  expect(held({}, ["s1", "s2"])).toEqual(["duty-clerk:s1", "shared", "site:s1", "user:p1"]);
  expect(held({ siteId: null }, ["s1"])).toEqual(["shared", "user:p1"]);
});

test("[SCO1, SCO3] who works at several sites holds what is theirs at each of them", () => {
  expect(held({ duties: ["lab"], siteIds: ["s2", "s1"] }, ["s3"])).toEqual([
    "duty-lab:s1",
    "duty-lab:s2",
    "shared",
    "site:s1",
    "site:s2",
    "user:p1",
  ]);
  expect(held({ role: "MANAGER", siteId: null, siteIds: ["s2"] })).toContain("managers:s2");
  expect(who({ siteIds: ["s2", "s1"] }).siteIds).toEqual(["s1", "s2"]);
});

test.each(["patient", "display"])(
  "[SCO2] who is somewhere only as %s holds nothing of any of their sites, however many duties others have",
  (outside) => {
    expect(held({ duties: [outside], siteIds: ["s2"] })).toEqual(["shared", "user:p1"]);
    expect(who({ duties: [outside] })).toMatchObject({ siteIds: ["s1"], workplaceIds: [] });
    expect(who({ duties: [outside, "doctor"] }).workplaceIds).toEqual(["s1"]);
    expect(who({ duties: [outside], role: "MANAGER" }).workplaceIds).toEqual(["s1"]);
    expect(who({ duties: ["patient", "display"] }).workplaceIds).toEqual([]);
  },
);

test("what goes with a duty is held by those who have it; of a user without any the modules say it", () => {
  expect(held({ duties: ["patient", "clerk"] })).toContain("duty-clerk:s1");
  expect(held({ duties: ["lab"] })).not.toContain("duty-clerk:s1");
  expect(held({})).not.toContain("duty-lab:s1");
  expect(hasDuty(who({ role: "MANAGER" }), CLERK.name)).toBe(false);
  expect(worksAs(who({ role: "MANAGER" }), CLERK.name)).toBe(true);
  expect(worksAs(who({ role: "MANAGER", siteId: null }), CLERK.name)).toBe(false);
  expect(worksAs(who({ duties: ["patient"] }), CLERK.name)).toBe(false);
  // No module of the installation says what they do.
  expect(whoActs(new Map([["lab", LAB]]), nobody).duties).toEqual([]);
});

test("[SCO2] a duty brings others along, and one that nobody declares any more is kept and brings nothing", () => {
  expect(held({ duties: ["doctor"] })).toContain("duty-lab:s1");
  expect(who({ duties: ["doctor"] }).duties).toEqual(["doctor", "lab"]);
  expect(who({ duties: ["falconer"] })).toMatchObject({
    duties: ["falconer"],
    workplaceIds: ["s1"],
  });
  expect(held({ duties: ["falconer"] })).toEqual(["shared", "site:s1", "user:p1"]);
});

test("a manager also holds what only the managers of their site see, and what goes with each duty", () => {
  expect(held({ role: "MANAGER" }, ["s1", "s2"])).toEqual([
    "duty-clerk:s1",
    "duty-lab:s1",
    "managers:s1",
    "shared",
    "site:s1",
    "user:p1",
  ]);
});

test("an administrator holds every site's data and what belongs to none, but nobody else's own", () => {
  expect(held({ role: "ADMIN", siteId: null }, ["s1", "s2"])).toEqual([
    "admins",
    "duty-clerk:s1",
    "duty-clerk:s2",
    "duty-lab:s1",
    "duty-lab:s2",
    "managers:s1",
    "managers:s2",
    "shared",
    "site:s1",
    "site:s2",
    "user:p1",
  ]);
});

test("the people collection offers exactly the known roles", () => {
  expect(people.fields.role.choices?.map((choice) => choice.value)).toEqual(ROLES);
});
