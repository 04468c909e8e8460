import { expect, test } from "vitest";
import { passwordHashFindings } from "./fences/password-hash.ts";
import { lines, readTree, treeOf } from "./fences/tree.ts";

test("passwords are hashed in turns, whatever the door", () => {
  expect(lines(passwordHashFindings(readTree()))).toEqual([]);
});

test("bites on a door that hashes by itself", () => {
  const text = "export const looked = await verifyPassword(password, phc);\n";
  const findings = (path: string) => lines(passwordHashFindings(treeOf({ [path]: text })));
  expect(findings("packages/hub/src/http/routes/a.ts")).toHaveLength(1);
  expect(findings("modules/care/src/hub/door.ts")).toHaveLength(1);
  expect(findings("packages/hub/src/http/routes/a.test.ts")).toEqual([]);
  expect(findings("packages/hub/src/people/password-turns.ts")).toEqual([]);
});
