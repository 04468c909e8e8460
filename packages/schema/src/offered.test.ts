import { expect, test } from "vitest";
import { completeContent } from "./content.ts";
import { people } from "./core/people.ts";
import { sites } from "./core/sites.ts";
import { isOffered, offeredFilter } from "./offered.ts";

const site = (closedOn: string | null) => completeContent(sites, { name: "Ankara", closedOn });

test.each([
  [null, true],
  ["2026-03-02", true],
  ["2026-03-01", false],
  ["2020-01-01", false],
])("a site that closes on %s is offered on 2026-03-01: %s", (closedOn, offered) => {
  expect(isOffered(sites, site(closedOn), "2026-03-01")).toBe(offered);
});

test("lists leave out what is closed, where a kind of record closes at all", () => {
  expect(offeredFilter(sites, "2026-03-01")).toEqual({
    any: [
      { field: "closedOn", op: "isEmpty", value: true },
      { field: "closedOn", op: "gt", value: "2026-03-01" },
    ],
  });
  expect(offeredFilter(people, "2026-03-01")).toBeNull();
  expect(isOffered(people, {}, "2026-03-01")).toBe(true);
});
