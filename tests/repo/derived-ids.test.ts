import { expect, test } from "vitest";
import { derivedIdFindings } from "./fences/derived-ids.ts";
import { lines, readTree, treeOf } from "./fences/tree.ts";

test("[PSH6] no id can be computed, but for natural keys", () => {
  expect(lines(derivedIdFindings(readTree()))).toEqual([]);
});

test("bites on a derived id of something else", () => {
  const text = 'export const idOf = (person: string) => derivedId("diary", person);\n';
  const findings = (path: string) => lines(derivedIdFindings(treeOf({ [path]: text })));
  expect(findings("modules/care/src/hub/legacy-ids.ts")).toHaveLength(1);
  expect(findings("packages/hub/src/rest/a.ts")).toHaveLength(1);
  expect(findings("modules/care/src/natural-ids.ts")).toHaveLength(1);
  expect(findings("packages/schema/src/natural-key.ts")).toEqual([]);
  expect(findings("modules/care/src/hub/legacy-ids.test.ts")).toEqual([]);
  expect(findings("modules/care/src/demo/demo.ts")).toEqual([]);
});
