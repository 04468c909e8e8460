import { createTestDatabase } from "@healthops/testing/postgres/test-database";
import type { TestDatabase } from "@healthops/testing/postgres/test-database";
import fc from "fast-check";
import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ArrayType, ArrayValue } from "./binary-array.ts";
import { binaryArray } from "./binary-array.ts";
import { openPool } from "./pool.ts";

let database: TestDatabase;
let pool: pg.Pool;
beforeAll(async () => {
  database = await createTestDatabase();
  pool = openPool(database.connectionString);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

/** What PostgreSQL makes of the values, and hands back as texts. */
async function arrived(type: ArrayType, values: readonly ArrayValue[]): Promise<(string | null)[]> {
  const { rows } = await pool.query<{ value: string | null }>(
    `select d.value::text as value from unnest($1::${type}[]) with ordinality as d (value, at) order by at`,
    [binaryArray(type, values)],
  );
  return rows.map(({ value }) => value);
}

const EXAMPLES: readonly (readonly [ArrayType, readonly ArrayValue[], readonly string[]])[] = [
  ["boolean", [true, false], ["true", "false"]],
  ["smallint", [0, 1, -1, 32_767, -32_768], ["0", "1", "-1", "32767", "-32768"]],
  ["integer", [0, -1, 2_147_483_647, -2_147_483_648], ["0", "-1", "2147483647", "-2147483648"]],
  ["double precision", [0, 0.1, -2.5e-7, 400_000], ["0", "0.1", "-2.5e-07", "400000"]],
  ["jsonb", ['{"a": [1, "ş"]}', "null"], ['{"a": [1, "ş"]}', "null"]],
  ["uuid", ["018f0000-0000-7000-8000-00000000abcd"], ["018f0000-0000-7000-8000-00000000abcd"]],
];

test.each(EXAMPLES)("%s: %j arrives as it was", async (type, values, texts) => {
  expect(await arrived(type, values)).toEqual(texts);
  expect(await arrived(type, [null, ...values, null])).toEqual([null, ...texts, null]);
  expect(await arrived(type, [])).toEqual([]);
});

test("every whole number that a double holds arrives as it was", async () => {
  const edges = [2 ** 31, 2 ** 32 - 1, 2 ** 32, Number.MAX_SAFE_INTEGER];
  const numbers = [...edges, ...edges.map((edge) => -edge), 0, 1, -1];
  expect(await arrived("bigint", numbers)).toEqual(numbers.map(String));
  await fc.assert(
    fc.asyncProperty(fc.array(fc.maxSafeInteger()), async (some) => {
      expect(await arrived("bigint", some)).toEqual(some.map(String));
    }),
    { numRuns: 30 },
  );
});

test("texts of any script and length arrive as they were", async () => {
  const storable = fc
    .string({ unit: "binary", maxLength: 200 })
    .map((text) => text.replaceAll("\0", ""));
  await fc.assert(
    fc.asyncProperty(fc.array(storable), async (texts) => {
      expect(await arrived("text", texts)).toEqual(texts);
    }),
    { numRuns: 60 },
  );
});

test("days of all centuries arrive as they were", async () => {
  const days = ["0001-01-01", "1899-12-31", "1999-12-31", "2000-01-01", "2024-02-29", "9999-12-31"];
  expect(await arrived("date", days)).toEqual(days);
});

test.each<[ArrayType, ArrayValue]>([
  ["uuid", "018F0000-0000-7000-8000-00000000ABCD"],
  ["uuid", "018f0000-0000-7000-8000-00000000abc"],
  ["uuid", "018f0000-0000-7000-8000-00000000abcé"],
  ["uuid", "018f00000000-7000-8000-00000000abcd-"],
  ["integer", 2 ** 31],
  ["integer", 1.5],
  ["bigint", 2 ** 53],
  ["bigint", 0.5],
  ["date", "2026-13-01"],
])("%s: %j is refused, never sent as something else", (type, value) => {
  expect(() => binaryArray(type, [value])).toThrow(/an? (id|integer|bigint|date) is/);
});
