import { collection } from "@healthops/schema/collection";
import { boolean, choice, date, integer, set, text } from "@healthops/schema/fields";
import { describe, expect, test } from "vitest";
import type { ListView } from "./list-view.ts";
import { PLAIN_VIEW } from "./list-view.ts";
import { addressOf, viewOfAddress } from "./view-address.ts";

const label = { en: "x", tr: "x" };
const runs = collection({
  name: "runs",
  title: { one: label, many: label },
  fields: {
    title: text({ label, max: 100, search: true }),
    day: date({ label }),
    minutes: integer({ label }),
    kind: choice({ label, choices: { easy: label, hard: label } }),
    tags: set({ label, max: 9 }),
    done: boolean({ label }),
  },
  scopes: [{ kind: "shared" }],
  permissions: { create: [{}], update: [{}] },
});

const FULL: ListView = {
  search: "koşu & yürüyüş",
  filters: [
    { field: "minutes", op: "ge", value: 30 },
    { field: "minutes", op: "le", value: 60 },
    { field: "day", op: "between", value: ["2026-01-01", "2026-02-01"] },
    { field: "kind", op: "in", value: ["easy", "hard"] },
    { field: "title", op: "contains", value: "a,b\\c:d" },
    { field: "tags", op: "contains", value: "x" },
    { field: "done", op: "eq", value: false },
    { field: "title", op: "isEmpty", value: false },
  ],
  sort: ["day", "desc"],
  columns: ["day", "title"],
};

describe("the view of a list in an address", () => {
  test("is readable", () => {
    expect(addressOf(FULL)).toMatchObject({
      q: "koşu & yürüyüş",
      "f.minutes": "ge:30",
      "f.minutes.2": "le:60",
      "f.day": "between:2026-01-01,2026-02-01",
      "f.kind": "in:easy,hard",
      sort: "-day",
      columns: "day,title",
    });
    expect(addressOf(PLAIN_VIEW)).toEqual({});
  });

  test("comes back as it was, also through an address", () => {
    const query = new URLSearchParams(addressOf(FULL)).toString();
    const texts = Object.fromEntries(new URLSearchParams(query));
    expect(viewOfAddress(runs, texts)).toEqual({ view: FULL, ignored: [] });
  });

  test.each([
    ["f.minutes", "ge:soon"],
    ["f.minutes", "30"],
    ["f.minutes", "like:30"],
    ["f.nothing", "eq:1"],
    ["f.constructor", "eq:1"],
    ["f.day", "between:2026-01-01"],
    ["f.day", "eq:2026-02-31"],
    ["f.kind", "eq:odd"],
    ["f.title", "eq:a,b"],
    ["sort", "tags"],
    ["sort", ""],
    ["columns", "constructor"],
  ])("leaves out what makes no sense and names it: %s=%s", (name, value) => {
    const { view, ignored } = viewOfAddress(runs, { [name]: value, other: "1" });
    expect(view).toEqual(PLAIN_VIEW);
    expect(ignored).toEqual([name]);
  });
});
