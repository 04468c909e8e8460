import { beforeAll, describe, expect, test } from "vitest";
import { runPlanted, type ToolRun } from "./fences/planted.ts";

function manifest(name: string, dependencies: Readonly<Record<string, string>>): string {
  const exports = { "./*": "./src/*.ts" };
  return JSON.stringify({ name, version: "0.1.0", type: "module", exports, dependencies });
}

const FILES = {
  "package.json": JSON.stringify({
    name: "planted",
    private: true,
    workspaces: ["packages/*", "apps/*"],
  }),
  "packages/base/package.json": manifest("@healthops/base", { "left-pad": "1.0.0" }),
  "packages/base/src/used.ts": "export const used = 1;\nexport const forgotten = 2;\n",
  "packages/base/src/tested.test.ts": 'import { used } from "./used.ts";\nused;\n',
  "packages/base/src/abandoned.ts": "export const abandoned = 1;\n",
  "apps/hub/package.json": manifest("@healthops/app-hub", { "@healthops/base": "0.1.0" }),
  "apps/hub/src/main.ts":
    'import { used } from "@healthops/base/used";\nimport undeclared from "undeclared";\nused; undeclared;\n',
};

describe("the unused-code check", () => {
  let run: ToolRun;
  beforeAll(() => {
    const links = { "@healthops/base": "packages/base", "@healthops/app-hub": "apps/hub" };
    run = runPlanted({ configs: ["knip.json"], files: FILES, links }, "knip", "--no-progress");
  });

  test.each([
    ["an export that nobody imports", /^forgotten\b.*base\/src\/used\.ts/m],
    ["a file that nobody imports", /^abandoned\b.*base\/src\/abandoned\.ts/m],
    ["a dependency that nobody imports", /^left-pad\b.*base\/package\.json/m],
    ["an import that is no dependency", /^undeclared\b.*apps\/hub/m],
  ])("bites on %s", (_what, line) => {
    expect(run.status).not.toBe(0);
    expect(run.output).toMatch(line);
  });

  test("lets pass what is used", () => {
    expect(run.output).not.toMatch(/^used\b|^@healthops\/base\b|main\.ts$|tested\.test\.ts/m);
  });
});
