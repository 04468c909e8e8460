import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const ROOT = fileURLToPath(new URL("../../../../", import.meta.url));
/** What runs the hub tells its problems on the command line, not to the API's clients. */
const NOT_SERVED =
  /\.test\.ts$|hub\/src\/(postgres|backup|vault|http\/tls)\/|people\/signing-keys\.ts|database\/(installed-version|pooler-check|session-settings)\.ts/;

/** Codes that the sources of these packages give to problems. */
function codesIn(patterns: readonly string[]): string[] {
  const files = patterns.flatMap((pattern) => globSync(pattern, { cwd: ROOT }));
  const codes = files
    .filter((file) => !NOT_SERVED.test(file.replaceAll("\\", "/")))
    .flatMap((file) =>
      Array.from(readFileSync(`${ROOT}${file}`, "utf8").matchAll(/\bcode: "([a-z_]+)"/g)),
    )
    .map(([, code = ""]) => code);
  return [...new Set(codes)];
}

test("docs/api.md lists every code that the hub's doors answer", () => {
  const text = readFileSync(`${ROOT}docs/api.md`, "utf8");
  const codes = codesIn([
    "packages/hub/src/**/*.ts",
    "packages/schema/src/list/{parse-list-query,cursor}.ts",
  ]);
  expect(codes).toContain("unknown_record");
  expect(codes.filter((code) => !text.includes(`\`${code}\``))).toEqual([]);
});
