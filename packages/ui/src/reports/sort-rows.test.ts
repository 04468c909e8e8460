import { compareText } from "@healthops/base/compare-text";
import { expect, test } from "vitest";
import { orderOf, sortedRows } from "./sort-rows.ts";

const rows = [3, null, 20, 1].map((value, at) => ({ id: `${at}`, cells: [`r${at}`, value] }));
const ids = (order: Parameters<typeof sortedRows>[1]) =>
  sortedRows(rows, order, compareText).map(({ id }) => id);

test("numbers sort as numbers, and empty cells come last in both directions", () => {
  expect(ids(null)).toEqual(["0", "1", "2", "3"]);
  expect(ids({ column: 1, descending: false })).toEqual(["3", "0", "2", "1"]);
  expect(ids({ column: 1, descending: true })).toEqual(["2", "0", "3", "1"]);
});

test("texts sort as the language's readers expect", () => {
  const names = ["Zeki", "Işık", "İnci", "Çınar"].map((name) => ({ id: name, cells: [name] }));
  const sorted = sortedRows(names, { column: 0, descending: false }, compareText);
  expect(sorted.map(({ id }) => id)).toEqual(["Çınar", "Işık", "İnci", "Zeki"]);
});

test("an address orders only the table and a column that it names", () => {
  expect(orderOf("people.hours.desc", "people", ["name", "hours"])).toEqual({
    column: 1,
    descending: true,
  });
  expect(orderOf("people.hours", "months", ["name", "hours"])).toBeNull();
  expect(orderOf("people.gone", "people", ["name"])).toBeNull();
  expect(orderOf(undefined, "people", ["name"])).toBeNull();
});
