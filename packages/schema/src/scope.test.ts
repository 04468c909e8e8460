import { expect, test } from "vitest";
import { conflicts } from "./core/conflicts.ts";
import { people } from "./core/people.ts";
import { sites } from "./core/sites.ts";
import { scopesOf } from "./scope.ts";

const diary = {
  scopes: [
    { kind: "user", field: "personId" },
    { kind: "managers", field: "siteId", when: { field: "shared", is: true } },
  ],
} as const;

test("a rule puts a record into the scope that its field names", () => {
  expect(scopesOf(sites, "s1", { name: "Ankara" })).toEqual(["shared"]);
  expect(scopesOf(people, "p1", { siteId: "s1" })).toEqual(["site:s1", "user:p1"]);
});

test("a rule whose field is a set puts a record into the scope of each member", () => {
  expect(scopesOf(people, "p1", { siteId: "s1", siteIds: ["s1", "s2"] })).toEqual([
    "site:s1",
    "site:s2",
    "user:p1",
  ]);
});

test("a rule whose field is empty or absent gives no scope", () => {
  expect(scopesOf(diary, "d1", { personId: null, siteId: null, shared: true })).toEqual([]);
  expect(scopesOf(people, "p1", {})).toEqual(["user:p1"]);
});

test("somebody who works at no site is seen by administrators", () => {
  expect(scopesOf(people, "p1", { siteId: null })).toEqual(["admins", "user:p1"]);
  expect(scopesOf(people, "p1", { siteId: "s1" })).toEqual(["site:s1", "user:p1"]);
});

test("a rule with a condition counts only while it holds", () => {
  const content = { personId: "p1", siteId: "s1" };
  expect(scopesOf(diary, "d1", { ...content, shared: false })).toEqual(["user:p1"]);
  expect(scopesOf(diary, "d1", { ...content, shared: null })).toEqual(["user:p1"]);
  expect(scopesOf(diary, "d1", { ...content, shared: true })).toEqual(["managers:s1", "user:p1"]);
});

test("a conflict is in the scopes that it lists, sorted and once each", () => {
  expect(scopesOf(conflicts, "c1", { scopeKeys: ["user:p1"] })).toEqual(["user:p1"]);
  expect(scopesOf(conflicts, "c1", { scopeKeys: ["user:p1", "site:s1", "user:p1"] })).toEqual([
    "site:s1",
    "user:p1",
  ]);
  expect(scopesOf(conflicts, "c1", { scopeKeys: null })).toEqual([]);
});
