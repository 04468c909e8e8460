import { exercises } from "@healthops/wellness/collections/exercises";
import { parseListQuery } from "@healthops/schema/list/parse-list-query";
import { describe, expect, test } from "vitest";
import { conditionsFilter, sortKeys } from "./conditions.ts";

describe("--where", () => {
  test.each([
    ["durationMinutes=30", { field: "durationMinutes", op: "eq", value: 30 }],
    ["durationMinutes<=30", { field: "durationMinutes", op: "le", value: 30 }],
    ["performedOn>2026-01-01", { field: "performedOn", op: "gt", value: "2026-01-01" }],
    ["activity!=Walk", { field: "activity", op: "ne", value: "Walk" }],
    ["activity~a=b", { field: "activity", op: "contains", value: "a=b" }],
    ["activity^=Wa", { field: "activity", op: "startsWith", value: "Wa" }],
    ["note=", { field: "note", op: "isEmpty", value: true }],
    ["note!=", { field: "note", op: "isEmpty", value: false }],
    ["sharedWithManager=yes", { field: "sharedWithManager", op: "eq", value: true }],
    ["version>=2", { field: "version", op: "ge", value: 2 }],
  ])("%s is a condition that lists take", (text, condition) => {
    const where = conditionsFilter(exercises, [text]);
    expect(where).toEqual({ all: [condition] });
    expect(() => parseListQuery(exercises, { where })).not.toThrow();
  });

  test.each([["durationMinutes"], ["=3"], ["durationMinutes=long"]])("%s is refused", (text) => {
    expect(() => conditionsFilter(exercises, [text])).toThrow(/field=value|durationMinutes cannot/);
  });
});

test("--sort takes fields in either direction", () => {
  expect(sortKeys(["-performedOn,activity", "met:desc"])).toEqual([
    ["performedOn", "desc"],
    ["activity", "asc"],
    ["met", "desc"],
  ]);
  expect(() => sortKeys(["met:down"])).toThrow(/met:asc or met:desc/);
});
