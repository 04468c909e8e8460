import { duty } from "@healthops/schema/duty";
import { expect, test } from "vitest";
import { personOf } from "../data/identity.tsx";
import { isOffered } from "./offered-modules.ts";

const label = { en: "x", tr: "x" };
const NURSE = duty({ name: "nurse", label });
const PATIENT = duty({ name: "patient", label, outside: true });
const DUTIES = new Map([NURSE, PATIENT].map((each) => [String(each.name), each]));
const ward = { name: "ward", workOf: [NURSE.name] };
const diary = { name: "diary" };

function person(role: "USER" | "MANAGER" | "ADMIN", duties: string[], sites = ["s1", "s2"]) {
  const facts = { personId: "p", username: "p", displayName: "P", role, duties, scopes: [] };
  return personOf(DUTIES, { ...facts, siteId: sites[0] ?? null, siteIds: sites }, null);
}

test("a module is offered to those whose work it is, to managers and to administrators", () => {
  const to = (...who: Parameters<typeof person>) => isOffered(ward, person(...who), []);
  expect(to("USER", ["nurse"])).toBe(true);
  expect(to("USER", [])).toBe(false);
  expect(to("USER", ["patient"])).toBe(false);
  expect(to("MANAGER", [])).toBe(true);
  expect(to("MANAGER", [], [])).toBe(false);
  expect(to("ADMIN", [], [])).toBe(true);
  expect(isOffered(diary, person("USER", ["patient"]), [])).toBe(true);
});

test("a site that names its modules shows these alone, and the core; administrators see all", () => {
  const nurse = person("USER", ["nurse"]);
  expect(isOffered(ward, nurse, ["ward"])).toBe(true);
  expect(isOffered(diary, nurse, ["ward"])).toBe(false);
  expect(isOffered({ name: "core" }, nurse, ["ward"])).toBe(true);
  expect(isOffered(diary, person("ADMIN", []), ["ward"])).toBe(true);
});

test("who works at several sites is at the chosen one, or at the main one", () => {
  const identity = {
    personId: "p",
    username: "p",
    displayName: "P",
    role: "USER" as const,
    duties: [],
    siteId: "s1",
    siteIds: ["s1", "s2"],
    scopes: [],
  };
  expect(personOf(DUTIES, identity, null).siteId).toBe("s1");
  expect(personOf(DUTIES, identity, "s2").siteId).toBe("s2");
  expect(personOf(DUTIES, identity, "s3").siteId).toBe("s1");
  // As an earlier hub told it.
  const { siteIds: _, ...earlier } = identity;
  expect(personOf(DUTIES, earlier, "s2")).toMatchObject({ siteId: "s1", siteIds: ["s1"] });
});
