import { describe, expect, test } from "vitest";
import { duty } from "./duty.ts";
import type { Actor } from "./person.ts";
import { whoActs } from "./person.ts";
import { siteRefusal } from "./own-site.ts";
import type { ScopeRule } from "./scope.ts";

const label = { en: "x", tr: "x" };
const LAB = duty({ name: "lab", label, scoped: true });
const PATIENT = duty({ name: "patient", label, outside: true });
const DUTIES = new Map([LAB, PATIENT].map((each) => [String(each.name), each]));
const facts = { personId: "p", role: "USER", duties: [], siteId: "s1" } as const;
const clerk = whoActs(DUTIES, facts);
const patient = whoActs(DUTIES, { ...facts, duties: ["patient"] });
const admin = whoActs(DUTIES, { ...facts, role: "ADMIN", siteId: null });
const ofTwo = whoActs(DUTIES, { ...facts, siteIds: ["s2"] });
const staff: readonly ScopeRule[] = [{ kind: "site", field: "siteId" }];
const bosses: readonly ScopeRule[] = [
  { kind: "managers", field: "siteId", when: { field: "shared", is: true } },
];
type Fields = Readonly<Record<string, string | boolean | null | readonly string[]>>;
const refused = (scopes: readonly ScopeRule[], actor: Actor, after: Fields, before?: Fields) =>
  siteRefusal({ name: "notes", scopes }, actor, "n1", before ?? null, after)?.faults[0]?.field ??
  null;

describe("[PSH9] a record is shown at no site but its writer's own", () => {
  test("in a site's lists only by who works there", () => {
    expect(refused(staff, clerk, { siteId: "s1" })).toBeNull();
    expect(refused(staff, clerk, { siteId: "s2" })).toBe("siteId");
    expect(refused(staff, patient, { siteId: "s1" })).toBe("siteId");
    expect(refused(staff, whoActs(DUTIES, { ...facts, siteId: null }), { siteId: "s1" })).toBe(
      "siteId",
    );
    expect(refused(staff, patient, { siteId: null })).toBeNull();
    expect(refused(staff, admin, { siteId: "s2" })).toBeNull();
  });

  test("to those who have a duty there only by who works there", () => {
    const lab: readonly ScopeRule[] = [{ kind: "duty", duty: LAB.name, field: "siteId" }];
    expect(refused(lab, clerk, { siteId: "s1" })).toBeNull();
    expect(refused(lab, clerk, { siteId: "s2" })).toBe("siteId");
    expect(refused(lab, patient, { siteId: "s1" })).toBe("siteId");
    expect(refused(lab, admin, { siteId: "s2" })).toBeNull();
    const sent: readonly ScopeRule[] = [
      { kind: "duty", duty: LAB.name, field: "siteId", fromAnywhere: true },
    ];
    expect(refused(sent, clerk, { siteId: "s2" })).toBeNull();
  });

  test("to its managers by who belongs to it, a patient as well", () => {
    expect(refused(bosses, patient, { siteId: "s1", shared: true })).toBeNull();
    expect(refused(bosses, patient, { siteId: "s2", shared: true })).toBe("siteId");
    expect(refused(bosses, clerk, { siteId: "s2", shared: false })).toBeNull();
  });

  test("neither by moving it there nor by sharing what is named there", () => {
    const hidden = { siteId: "s2", shared: false };
    expect(refused(bosses, clerk, { ...hidden, shared: true }, hidden)).toBe("siteId");
    expect(refused(staff, clerk, { siteId: "s2" }, { siteId: "s1" })).toBe("siteId");
  });

  test("where it is already it may stay, for its writer may have moved", () => {
    const there = { siteId: "s2", shared: true };
    expect(refused(bosses, clerk, { ...there, note: "x" }, there)).toBeNull();
    expect(refused(bosses, clerk, { ...there, shared: false }, there)).toBeNull();
  });

  test("at each of their sites by who has several, and nowhere else", () => {
    expect(refused(staff, ofTwo, { siteId: "s1" })).toBeNull();
    expect(refused(staff, ofTwo, { siteId: "s2" })).toBeNull();
    expect(refused(staff, ofTwo, { siteId: "s3" })).toBe("siteId");
    expect(refused(bosses, ofTwo, { siteId: "s2", shared: true })).toBeNull();
  });

  test("by a set of sites: whoever adds one is of it, those that are there stay", () => {
    const shown: readonly ScopeRule[] = [{ kind: "site", field: "siteIds" }];
    expect(refused(shown, ofTwo, { siteIds: ["s1", "s2"] })).toBeNull();
    expect(refused(shown, clerk, { siteIds: ["s1", "s2"] })).toBe("siteIds");
    expect(refused(shown, clerk, { siteIds: ["s1", "s2"] }, { siteIds: ["s2"] })).toBeNull();
    expect(refused(shown, clerk, { siteIds: ["s1", "s3"] }, { siteIds: ["s2"] })).toBe("siteIds");
    expect(refused(shown, clerk, { siteIds: [] }, { siteIds: ["s2"] })).toBeNull();
  });

  test("but for what is declared to be sent to other sites", () => {
    const referral: readonly ScopeRule[] = [{ kind: "site", field: "siteId", fromAnywhere: true }];
    expect(refused(referral, patient, { siteId: "s2" })).toBeNull();
  });
});
