import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { findModules } from "@healthops/installed/find-modules";
import { listFiles } from "@healthops/installed/lists";
import { composeSchema } from "@healthops/schema/schema";
import { SCHEMA_MODULES } from "@healthops/installed/schemas";
import { HUB_MODULES } from "@healthops/installed/on-hub";
import { describe, expect, test } from "vitest";

const ROOT = path.join(import.meta.dirname, "../..");
const INSTALLED = path.join(ROOT, "apps/installed");
const MODULES = readdirSync(path.join(ROOT, "modules"));

const lists = (name: string, ...files: string[]) => listFiles([{ name, files: new Set(files) }]);

describe("the modules of the installation", () => {
  test("are listed once, as the dependencies of one package, and `npm run modules` made the rest of it", () => {
    const found = findModules(INSTALLED);
    expect(found.map(({ name }) => name).toSorted()).toEqual(MODULES.toSorted());
    for (const [file, text] of listFiles(found)) {
      expect(readFileSync(path.join(INSTALLED, "src", file), "utf8"), file).toBe(text);
    }
  });

  test("are what every app gets: none has a list of its own", () => {
    for (const app of readdirSync(path.join(ROOT, "apps"))) {
      const file = path.join(ROOT, "apps", app, "package.json");
      if (app === "installed" || !existsSync(file)) continue;
      const { dependencies = {} } = JSON.parse(readFileSync(file, "utf8")) as {
        readonly dependencies?: Readonly<Record<string, string>>;
      };
      const own = MODULES.filter((name) => `@healthops/${name}` in dependencies);
      expect(own, app).toEqual([]);
    }
    const onHub = composeSchema(HUB_MODULES.map(({ module }) => module));
    expect(onHub.version).toBe(composeSchema(SCHEMA_MODULES).version);
  });
});

describe("the lists", () => {
  test("take from a module what it has, by the names that its files have", () => {
    const all = lists("lab-orders", "schema.ts", "hub.ts", "demo.ts", "web/lab-orders-web.tsx");
    expect(all.get("on-hub.ts")).toContain(
      'import { labOrdersHub } from "@healthops/lab-orders/hub"',
    );
    expect(all.get("on-screen.tsx")).toContain("[labOrdersWeb]");
    expect(all.get("demos.ts")).toContain("[labOrdersDemo]");
  });

  test("have the records of a module that brings nothing else", () => {
    const plain = lists("plain", "schema.ts");
    expect(plain.get("schemas.ts")).toContain("[plainModule]");
    expect(plain.get("on-hub.ts")).toContain("[{ module: plainModule }]");
    expect(plain.get("on-screen.tsx")).toContain("readonly WebModule[] = [];");
    expect(plain.get("demos.ts")).toContain("readonly ModuleDemo[] = [];");
  });
});
