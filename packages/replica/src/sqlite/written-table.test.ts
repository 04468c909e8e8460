import { expect, test } from "vitest";
import { writtenTable } from "./written-table.ts";

test.each([
  ["insert into t (a) values (1)", "t"],
  [' insert or ignore into "_staged_left" values (?)', "_staged_left"],
  ["update t set a = 1", "t"],
  ['delete from "t" where a = 1', "t"],
  ['drop table "t"', "t"],
  ["select * from t", null],
  ['create index "i" on "t" (a)', null],
])("%s writes to %s", (sql, table) => {
  expect(writtenTable(sql)).toBe(table);
});
