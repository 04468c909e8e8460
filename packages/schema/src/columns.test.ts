import { expect, test } from "vitest";
import { collection } from "./collection.ts";
import {
  columnName,
  columnOf,
  contentColumns,
  fromColumn,
  fromPostgres,
  fromSqlite,
  recordColumns,
  toColumn,
  toPostgres,
  toSqlite,
} from "./columns.ts";
import type { FieldKind, FieldValue } from "./field.ts";
import { integer, text } from "./fields.ts";

const label = { en: "x", tr: "x" };

function withField(name: string) {
  return collection({
    name: "things",
    title: { one: label, many: label },
    fields: { name: text({ label, max: 10 }), [name]: integer({ label, required: true }) },
    scopes: [{ kind: "shared" }],
    permissions: { create: [{}], update: [{}] },
  });
}

test("a field's column is its name in snake case", () => {
  expect(columnName("durationMinutes")).toBe("duration_minutes");
  expect(columnName("createdAt_us")).toBe("created_at_us");
  expect(contentColumns(withField("stepCount"))).toEqual([
    { field: "name", column: "name", kind: "text", required: false },
    { field: "stepCount", column: "step_count", kind: "integer", required: true },
  ]);
});

test("records are read with their meta columns first", () => {
  const columns = recordColumns(withField("stepCount")).map(({ column }) => column);
  expect(columns).toEqual([
    "id",
    "version",
    "created_at_us",
    "updated_at_us",
    "name",
    "step_count",
  ]);
});

test("a field's column has a name that PostgreSQL does not cut", () => {
  expect(() => contentColumns(withField("x".repeat(64)))).toThrow("at most 63");
});

test("a column is asked for by a field that there is", () => {
  expect(columnOf(withField("stepCount"), "updatedAt_us").column).toBe("updated_at_us");
  expect(() => columnOf(withField("stepCount"), "nothing")).toThrow("has no field nothing");
});

const VALUES: readonly (readonly [FieldKind, FieldValue])[] = [
  ["text", "Göğüs \u{1F600}"],
  ["choice", "low"],
  ["integer", Number.MAX_SAFE_INTEGER],
  ["number", 0.1],
  ["boolean", true],
  ["boolean", false],
  ["date", "2026-03-01"],
  ["instant", "2026-03-01T08:30:00.000Z"],
  ["reference", "0190a000-0000-7000-8000-000000000000"],
  ["set", ["a", "b"]],
  ["set", []],
  ["json", { a: [1, null, "x"] }],
];

test.each(VALUES)("a %s comes back from SQLite as it went in: %j", (kind, value) => {
  expect(fromSqlite(kind, toSqlite(kind, value))).toEqual(value);
  expect(fromColumn("sqlite", kind, toColumn("sqlite", kind, null))).toBeNull();
});

test.each(VALUES)("a %s is one parameter for PostgreSQL: %j", (kind, value) => {
  const stored = toPostgres(kind, value);
  expect(typeof stored).not.toBe("object");
  const answered = kind === "set" || kind === "json" ? JSON.parse(String(stored)) : stored;
  expect(fromPostgres(kind, answered)).toEqual(value);
  expect(fromColumn("postgres", kind, toColumn("postgres", kind, null))).toBeNull();
});

test("integers are read whether the driver answers text, bigint or number", () => {
  expect(fromPostgres("integer", "9007199254740991")).toBe(Number.MAX_SAFE_INTEGER);
  expect(fromSqlite("integer", 42n)).toBe(42);
  expect(fromPostgres("set", '["a"]')).toEqual(["a"]);
});
