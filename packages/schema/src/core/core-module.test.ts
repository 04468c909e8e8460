import { describe, expect, test } from "vitest";
import type { Label } from "../field.ts";
import { completeContent } from "../content.ts";
import { duty } from "../duty.ts";
import { refusal } from "../permission.ts";
import { whoActs } from "../person.ts";
import { validatorFor } from "../validate.ts";
import { conflicts } from "./conflicts.ts";
import { coreModule } from "./core-module.ts";
import { people } from "./people.ts";
import { savedViews } from "./saved-views.ts";
import { sites } from "./sites.ts";

const PERSON = "018f0000-0000-7000-8000-00000000000a";
const OTHER = "018f0000-0000-7000-8000-00000000000b";
const SITE = "018f0000-0000-7000-8000-00000000000c";
const facts = { personId: PERSON, role: "USER", duties: [], siteId: null } as const;
const PATIENT = duty({ name: "patient", label: { en: "x", tr: "x" }, outside: true });
const DUTIES = new Map([[String(PATIENT.name), PATIENT]]);
const clerk = whoActs(DUTIES, facts);
const admin = whoActs(DUTIES, { ...facts, role: "ADMIN" });

const person = { username: "ada", displayName: "Ada", role: "USER" };
const conflict = {
  collection: "people",
  recordId: PERSON,
  kind: "fields",
  baseVersion: 1,
  base: { displayName: "A" },
  mine: { displayName: "B" },
  theirs: { displayName: null },
  mineAt: "2026-03-01T08:30:00.000Z",
  theirsAt: "2026-03-01T08:30:00.000Z",
  scopeKeys: [`user:${PERSON}`],
};

describe.each([...coreModule.collections])("$name", (declared) => {
  test("speaks both languages everywhere", () => {
    const labels: Label[] = [declared.title.one, declared.title.many];
    for (const field of Object.values(declared.fields)) {
      labels.push(field.label, ...(field.choices ?? []).map((choice) => choice.label));
    }
    for (const label of labels) {
      expect(label.en.trim()).not.toBe("");
      expect(label.tr.trim()).not.toBe("");
    }
  });
});

test("a site needs a name only", () => {
  expect(validatorFor(sites).create({ name: "Ankara" })).toEqual([]);
  expect(completeContent(sites, { name: "Ankara" })).toEqual({
    name: "Ankara",
    kind: "region",
    modules: [],
    code: null,
    timeZone: "Europe/Istanbul",
    dayStart: null,
    closedOn: null,
  });
});

test("a person starts enabled and without duties or a site", () => {
  expect(validatorFor(people).create(person)).toEqual([]);
  expect(completeContent(people, person)).toMatchObject({
    duties: [],
    disabled: false,
    siteId: null,
    siteIds: [],
  });
});

test.each(["Ada", "a", "ada lovelace", "-ada", "ada\n", "ışık"])(
  "the user name %j is refused",
  (username) => {
    const faults = validatorFor(people).create({ ...person, username });
    expect(faults.map((fault) => fault.field)).toEqual(["username"]);
  },
);

test("only administrators change people and sites", () => {
  for (const declared of [people, sites]) {
    expect(refusal(declared, clerk, "update", PERSON, {}, {})?.code).toBe("not_permitted");
    expect(refusal(declared, clerk, "create", PERSON, null, {})?.code).toBe("not_permitted");
    expect(refusal(declared, admin, "update", PERSON, {}, {})).toBeNull();
  }
});

test("[MRG5] nobody but the hub opens a conflict", () => {
  expect(validatorFor(conflicts).create(conflict)).toEqual([]);
  expect(refusal(conflicts, admin, "create", PERSON, null, conflict)?.code).toBe("not_permitted");
});

test("[MRG5] a person decides a conflict, and changes neither its sides nor who sees it", () => {
  const decision = { status: "resolved", outcome: { displayName: "mine" } };
  expect(validatorFor(conflicts).patch(decision)).toEqual([]);
  for (const [name, value] of Object.entries(conflict)) {
    expect(validatorFor(conflicts).patch({ [name]: value })).toMatchObject([{ field: name }]);
  }
});

test("a saved view is its owner's; one shared with a site also the site's managers'", () => {
  const view = { ownerId: PERSON, siteId: null };
  const shared = { ownerId: PERSON, siteId: SITE };
  const atSite = { ...facts, siteId: SITE };
  const colleague = whoActs(DUTIES, { ...atSite, personId: OTHER });
  const manager = whoActs(DUTIES, { ...atSite, personId: OTHER, role: "MANAGER" });
  const owner = whoActs(DUTIES, atSite);
  expect(refusal(savedViews, owner, "update", PERSON, view, shared)).toBeNull();
  expect(refusal(savedViews, clerk, "update", PERSON, view, shared)?.code).toBe("other_site");
  const patient = whoActs(DUTIES, { ...atSite, duties: ["patient"] });
  expect(refusal(savedViews, patient, "create", PERSON, null, shared)?.code).toBe("other_site");
  expect(refusal(savedViews, patient, "create", PERSON, null, view)).toBeNull();
  expect(refusal(savedViews, colleague, "update", PERSON, shared, shared)).not.toBeNull();
  expect(refusal(savedViews, manager, "update", PERSON, shared, shared)).toBeNull();
  expect(refusal(savedViews, manager, "delete", PERSON, view, view)).not.toBeNull();
  expect(refusal(savedViews, manager, "create", PERSON, null, shared)).not.toBeNull();
});
