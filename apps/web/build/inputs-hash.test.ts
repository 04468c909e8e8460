import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { inputsHash } from "./inputs-hash.ts";

let repository: string;

function put(file: string, text: string): void {
  const place = path.join(repository, file);
  mkdirSync(path.dirname(place), { recursive: true });
  writeFileSync(place, text);
}

beforeEach(() => {
  repository = mkdtempSync(path.join(tmpdir(), "healthops-inputs-"));
  put("package-lock.json", "{}");
  put("apps/web/src/main.tsx", "main();");
  put("packages/ui/src/page.tsx", "page();");
  put("modules/x/src/schema.ts", "schema();");
});
afterEach(() => rmSync(repository, { recursive: true }));

test.each([
  ["a screen", "packages/ui/src/page.tsx"],
  ["a schema", "modules/x/src/schema.ts"],
  ["a new file", "apps/web/src/more.css"],
  ["a library's version", "package-lock.json"],
])("%s that changed asks for a new build", (_what, file) => {
  const before = inputsHash(repository);
  put(file, "changed");
  expect(inputsHash(repository)).not.toBe(before);
});

test.each([
  ["the hub", "packages/hub/src/hub.ts"],
  ["a module's hub side", "modules/x/src/hub/routes.ts"],
  ["a test", "packages/ui/src/page.test.ts"],
  ["the build itself", "apps/web/dist/index.html"],
  ["a library's folder", "apps/web/node_modules/a/b.ts"],
])("%s that changed asks for none", (_what, file) => {
  const before = inputsHash(repository);
  put(file, "changed");
  expect(inputsHash(repository)).toBe(before);
});
