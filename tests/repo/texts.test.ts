import { expect, test } from "vitest";
import { textFindings } from "./fences/texts.ts";
import { lines, readTree, treeOf } from "./fences/tree.ts";

test("[LST1] [LST2] texts have one order and one folding", () => {
  expect(lines(textFindings(readTree()))).toEqual([]);
});

test.each([
  "names.sort((a, b) => a.localeCompare(b));",
  'const byName = new Intl.Collator("tr").compare;',
  'const plain = text.normalize("NFD");',
  'const plain = text.replaceAll(/\\p{M}/gu, "");',
])("bites on %s", (text) => {
  const findings = (path: string) => lines(textFindings(treeOf({ [path]: text })));
  expect(findings("modules/care/src/web/a.ts")).toHaveLength(1);
  expect(findings("packages/base/src/fold-letters.ts")).toEqual([]);
  expect(findings("modules/care/src/a.test.ts")).toEqual([]);
});
