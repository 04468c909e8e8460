import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isProblem } from "@healthops/base/problem";
import { collection } from "../collection.ts";
import { boolean, choice, date, integer, json, set, text } from "../fields.ts";
import type { StoredRecord } from "../record.ts";
import { toBase64url } from "./base64url.ts";
import { compileList } from "./compile-list.ts";
import { cursorAfter } from "./cursor.ts";
import type { ListQuery } from "./list-query.ts";
import { orderOf } from "./order.ts";
import { parseListQuery } from "./parse-list-query.ts";

const label = { en: "x", tr: "x" };
const walks = collection({
  name: "walks",
  title: { one: label, many: label },
  fields: {
    place: text({ label, max: 50, required: true, search: true }),
    minutes: integer({ label }),
    day: date({ label, required: true }),
    wet: boolean({ label }),
    pace: choice({ label, choices: { slow: label, fast: label } }),
    tags: set({ label }),
    more: json({ label }),
  },
  scopes: [{ kind: "shared" }],
  permissions: { create: [{}], update: [{}] },
  defaultSort: [["day", "desc"]],
});

function faultOf(given: unknown): unknown {
  try {
    parseListQuery(walks, given);
  } catch (error) {
    if (isProblem(error)) return { code: error.code, ...error.faults[0] };
    throw error;
  }
  return null;
}

test("a query that fits comes through as it was given", () => {
  const query = {
    where: { all: [{ field: "minutes", op: "between", value: [1, 60] }, { any: [] }] },
    search: "park",
    sort: [["minutes", "asc"]],
    limit: 20,
  };
  expect(parseListQuery(walks, query)).toEqual(query);
  expect(parseListQuery(walks, {})).toEqual({});
});

describe("a query that does not fit is refused with the place and what is allowed there", () => {
  test.each<[string, unknown, string, string]>([
    ["no object", [], "query", "where, search"],
    ["unknown key", { offset: 5 }, "offset", "after"],
    ["unknown field", { where: { field: "speed", op: "eq", value: 1 } }, "where.field", "minutes"],
    [
      "a field of every object",
      { where: { field: "constructor", op: "eq", value: 1 } },
      "where.field",
      "day",
    ],
    ["unknown operator", { where: { field: "wet", op: "lt", value: true } }, "where.op", "eq, ne"],
    [
      "operator of another kind",
      { where: { field: "more", op: "eq", value: 1 } },
      "where.op",
      "isEmpty",
    ],
    [
      "a number as text",
      { where: { field: "minutes", op: "eq", value: "3" } },
      "where.value",
      "whole",
    ],
    [
      "a fraction",
      { where: { field: "minutes", op: "eq", value: 1.5 } },
      "where.value",
      "whole number",
    ],
    [
      "no such day",
      { where: { field: "day", op: "eq", value: "2026-02-30" } },
      "where.value",
      "YYYY",
    ],
    [
      "unknown code",
      { where: { field: "pace", op: "eq", value: "warp" } },
      "where.value",
      "slow, fast",
    ],
    ["NUL in a text", { where: { field: "place", op: "eq", value: "a\0" } }, "where.value", "text"],
    [
      "half a pair",
      { where: { field: "place", op: "eq", value: "a\uD800" } },
      "where.value",
      "text",
    ],
    ["no list", { where: { field: "minutes", op: "in", value: 3 } }, "where.value", "list"],
    [
      "null in a list",
      { where: { field: "minutes", op: "in", value: [null] } },
      "where.value",
      "whole",
    ],
    ["id", { where: { field: "id", op: "eq", value: "1; drop" } }, "where.value", "UUID"],
    [
      "version too large",
      { where: { field: "version", op: "eq", value: 2 ** 40 } },
      "where.value",
      "up to",
    ],
    ["nested", { where: { any: [{ all: [{ field: "x" }] }] } }, "where.any.0.all.0.field", "day"],
    ["two shapes at once", { where: { all: [], any: [] } }, "where", "{any"],
    ["sort without order", { sort: [["tags", "asc"]] }, "sort.0", "minutes"],
    ["sort direction", { sort: [["day", "down"]] }, "sort.0", "asc, desc"],
    [
      "sort twice",
      {
        sort: [
          ["day", "asc"],
          ["day", "desc"],
        ],
      },
      "sort.1",
      "once",
    ],
    ["limit", { limit: 1001 }, "limit", "1 to 1000"],
    ["limit as text", { limit: "5" }, "limit", "1 to 1000"],
    ["search", { search: 5 }, "search", "200"],
    ["place", { after: 5 }, "after", "next"],
  ])("%s", (_, given, field, allowed) => {
    expect(faultOf(given)).toMatchObject({
      code: "invalid_query",
      field,
      allowed: expect.stringContaining(allowed) as string,
    });
  });

  test("a filter that is too deep or too large", () => {
    let deep: unknown = { field: "wet", op: "isEmpty" };
    for (let level = 0; level < 10; level += 1) deep = { all: [deep] };
    expect(faultOf({ where: deep })).toMatchObject({ code: "invalid_query" });
    const wide = Array.from({ length: 2000 }, () => ({ all: [] }));
    expect(faultOf({ where: { any: wide } })).toMatchObject({ code: "invalid_query" });
    const values = Array.from({ length: 400 }, (_, at) => at);
    const lists = Array.from({ length: 4 }, () => ({ field: "minutes", op: "in", value: values }));
    expect(faultOf({ where: { any: lists } })).toMatchObject({ code: "invalid_query" });
  });
});

test("anything at all is either refused with a Problem or compiles for both databases", () => {
  const keys = fc.constantFrom(
    "field",
    "op",
    "value",
    "all",
    "any",
    "where",
    "sort",
    "after",
    "limit",
  );
  const given = fc.letrec<{ any: unknown }>((tie) => ({
    any: fc.oneof(
      { depthSize: "small" },
      fc.constantFrom("day", "minutes", "eq", "asc", "in", null, 1, true, "2026-01-01"),
      fc.anything(),
      fc.array(tie("any"), { maxLength: 3 }),
      fc.dictionary(keys, tie("any"), { maxKeys: 4 }),
    ),
  })).any;
  fc.assert(
    fc.property(given, (query) => {
      if (faultOf(query) !== null) return;
      const parsed = parseListQuery(walks, query);
      expect(compileList(walks, parsed, "postgres").sql).not.toBe("");
      expect(compileList(walks, parsed, "sqlite").sql).not.toBe("");
    }),
    { numRuns: 500 },
  );
});

test("a statement never has more parameters than a database takes", () => {
  const value = Array.from({ length: 40_000 }, (_, at) => at);
  const query: ListQuery = { where: { field: "minutes", op: "in", value } };
  expect(() => compileList(walks, query, "sqlite")).toThrow(
    expect.objectContaining({ code: "invalid_query" }),
  );
});

test("values never stand in the statement, only parameters do", () => {
  const nasty = "'; drop table walks; --";
  const query = parseListQuery(walks, {
    where: { field: "place", op: "contains", value: nasty },
    search: nasty,
  });
  for (const dialect of ["postgres", "sqlite"] as const) {
    expect(compileList(walks, query, dialect).sql).not.toContain("drop");
  }
});

describe("cursors", () => {
  const record: StoredRecord = {
    id: "0190a000-0000-7000-8000-000000000000",
    version: 1,
    createdAt_us: 1,
    updatedAt_us: 1,
    content: {
      place: "x",
      minutes: null,
      day: "2026-03-01",
      wet: null,
      pace: null,
      tags: null,
      more: null,
    },
  };
  const cursor = cursorAfter(walks, orderOf(walks, {}), record);

  test("the next of a page is accepted in the same order only", () => {
    expect(parseListQuery(walks, { after: cursor }).after).toBe(cursor);
    expect(faultOf({ after: cursor, sort: [["day", "asc"]] })).toMatchObject({
      code: "invalid_cursor",
    });
  });

  test.each([
    ["empty", ""],
    ["no base64url", "%%%"],
    ["no JSON", toBase64url("hello")],
    ["cut", cursor.slice(0, -3)],
    ["no list", toBase64url("{}")],
    [
      "wrong day",
      toBase64url(JSON.stringify(["walks: day desc, id desc", "yesterday", record.id])),
    ],
    ["wrong id", toBase64url(JSON.stringify(["walks: day desc, id desc", "2026-03-01", "1"]))],
    [
      "null where none can be",
      toBase64url(JSON.stringify(["walks: day desc, id desc", null, record.id])),
    ],
  ])("a malformed one is refused: %s", (_, after) => {
    expect(faultOf({ after })).toMatchObject({ code: "invalid_cursor" });
  });
});
