import { describe, expect, test } from "vitest";
import { layerFindings } from "./fences/layers.ts";
import { lines, readTree, treeOf } from "./fences/tree.ts";

const MANIFESTS = Object.fromEntries(
  ["packages/base", "packages/schema", "packages/hub", "packages/replica", "packages/testing"]
    .concat(["modules/notices", "modules/wellness", "apps/hub"])
    .map((folder) => [`${folder}/package.json`, JSON.stringify({ name: nameOf(folder) })]),
);

function nameOf(folder: string): string {
  return folder === "apps/hub" ? "@healthops/app-hub" : `@healthops/${folder.split("/")[1]}`;
}

function importing(path: string, specifier: string): string[] {
  const text = `import { thing } from "${specifier}";\n`;
  return lines(layerFindings(treeOf({ ...MANIFESTS, [path]: text })));
}

describe("the layer rule: apps → modules → packages, never back", () => {
  test("holds in this repository", () => {
    expect(lines(layerFindings(readTree()))).toEqual([]);
  });

  test.each([
    ["a package sees a module", "packages/hub/src/a.ts", "@healthops/wellness/schema"],
    ["a package sees an app", "packages/testing/src/a.ts", "@healthops/app-hub/config"],
    ["a module sees an app", "modules/wellness/src/hub.ts", "@healthops/app-hub/config"],
    ["base sees schema", "packages/base/src/a.ts", "@healthops/schema/field"],
    ["hub sees replica", "packages/hub/src/a.ts", "@healthops/replica/store"],
    ["replica sees hub", "packages/replica/src/a.ts", "@healthops/hub/push"],
    ["a test of replica sees hub", "packages/replica/src/a.test.ts", "@healthops/hub/push"],
    ["shipped code sees the testing kit", "packages/hub/src/a.ts", "@healthops/testing/random"],
    ["a schema sees hub", "modules/wellness/src/schema.ts", "@healthops/hub/push"],
    ["rules see hub", "modules/wellness/src/rules.ts", "@healthops/hub/push"],
    ["commands see hub", "modules/wellness/src/commands.ts", "@healthops/hub/push"],
    ["commands lean on the hub side", "modules/wellness/src/commands.ts", "./hub.ts"],
    ["a module sees another's rules", "modules/wellness/src/rules.ts", "@healthops/notices/rules"],
    ["a path leaves its package", "packages/hub/src/a.ts", "../../base/src/ids.ts"],
    ["a package names itself", "packages/hub/src/a.ts", "@healthops/hub/push"],
    ["a file imports a test", "packages/hub/src/a.ts", "./push.test.ts"],
    ["an unknown package is named", "packages/hub/src/a.ts", "@healthops/nowhere/at-all"],
  ])("bites when %s", (_case, path, specifier) => {
    expect(importing(path, specifier)).toHaveLength(1);
  });

  test.each([
    [
      "a module sees another's schema",
      "modules/wellness/src/rules.ts",
      "@healthops/notices/schema",
    ],
    ["a module's hub side sees hub", "modules/wellness/src/hub.ts", "@healthops/hub/push"],
    ["a test sees the testing kit", "packages/hub/src/a.test.ts", "@healthops/testing/random"],
    ["an app sees a module", "apps/hub/src/main.ts", "@healthops/wellness/hub"],
    ["schema sees base", "packages/schema/src/a.ts", "@healthops/base/ids"],
    ["another library is imported", "packages/schema/src/a.ts", "typebox"],
  ])("lets pass that %s", (_case, path, specifier) => {
    expect(importing(path, specifier)).toEqual([]);
  });

  test("bites on every form of import, and not on comments", () => {
    const forms = [
      'import type { A } from "@healthops/hub/a";',
      'export * from "@healthops/hub/a";',
      'import "@healthops/hub/a";',
      'import {\n  a,\n  b,\n} from "@healthops/hub/a";',
      'const a = await import("@healthops/hub/a");',
    ];
    for (const form of forms) {
      const tree = treeOf({ ...MANIFESTS, "packages/base/src/a.ts": `${form}\n` });
      expect(layerFindings(tree), form).toHaveLength(1);
    }
    const comment =
      '// import { a } from "@healthops/hub/a";\n/*\nimport "@healthops/hub/a";\n*/\n';
    expect(layerFindings(treeOf({ ...MANIFESTS, "packages/base/src/a.ts": comment }))).toEqual([]);
  });

  test.each([
    ["packages/hub", "dependencies", "@healthops/replica"],
    ["packages/hub", "dependencies", "@healthops/testing"],
    ["packages/base", "dependencies", "@healthops/wellness"],
    ["modules/wellness", "dependencies", "@healthops/app-hub"],
    ["modules/wellness", "dependencies", "@healthops/testing"],
  ])("bites when package.json of %s lists in its %s %s", (folder, field, dependency) => {
    const manifest = JSON.stringify({ name: nameOf(folder), [field]: { [dependency]: "0.1.0" } });
    const tree = treeOf({ ...MANIFESTS, [`${folder}/package.json`]: manifest });
    expect(layerFindings(tree)).toHaveLength(1);
  });
});
