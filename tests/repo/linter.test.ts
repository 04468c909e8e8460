import { beforeAll, describe, expect, test } from "vitest";
import { runPlanted } from "./fences/planted.ts";

const LONG_FUNCTION = `export function long() {\n${"  work();\n".repeat(70)}}`;

/** Put together here, so that this file does not itself say it. */
const LATER = ["TO", "DO"].join("");

/** File, text, and the rule that must bite. */
const PLANTED: readonly (readonly [rule: string, path: string, text: string])[] = [
  ["max-lines", "packages/hub/src/long.ts", "// line\n".repeat(401)],
  ["max-lines-per-function", "packages/hub/src/long-function.ts", LONG_FUNCTION],
  ["no-cycle", "packages/hub/src/here.ts", 'import { b } from "./there.ts";\nexport const a = b;'],
  ["no-default-export", "packages/hub/src/default.ts", "export default 1;"],
  ["no-barrel-file", "packages/hub/src/barrel.ts", 'export * from "./there.ts";'],
  ["no-namespace", "packages/hub/src/space.ts", "export namespace A {}"],
  ["consistent-type-imports", "packages/hub/src/type.ts", typeImport()],
  ["no-explicit-any", "packages/hub/src/any.ts", "export const a: any = 1;"],
  ["no-non-null-assertion", "packages/hub/src/bang.ts", "export const a = [1][0]!;"],
  ["ban-ts-comment", "packages/hub/src/ignore.ts", "// @ts-ignore\nexport const a = 1;"],
  ["filename-case", "packages/hub/src/camelCase.ts", "export const a = 1;"],
  ["no-console", "packages/hub/src/console.ts", 'console.log("a");'],
  ["no-warning-comments", "packages/hub/src/later.ts", `// ${LATER}: finish\nexport {};`],
  ["no-restricted-globals", "packages/base/src/fetch.ts", 'export const a = fetch("/");'],
  ["no-restricted-globals", "packages/replica/src/timer.ts", "setTimeout(run, 1);"],
  ["no-restricted-globals", "packages/schema/src/interval.ts", "setInterval(run, 1);"],
  ["no-restricted-globals", "packages/protocol/src/random.ts", "crypto.getRandomValues(a);"],
  ["no-restricted-globals", "modules/x/src/rules.ts", "setTimeout(run, 1);"],
  ["no-restricted-properties", "packages/base/src/now.ts", "export const a = Date.now();"],
  ["no-restricted-properties", "packages/base/src/luck.ts", "export const a = Math.random();"],
  ["no-restricted-imports", "packages/base/src/layer.ts", importing("schema/field")],
  ["no-restricted-imports", "packages/schema/src/layer.ts", importing("protocol/wire")],
  ["no-restricted-imports", "packages/protocol/src/layer.ts", importing("replica/store")],
  ["no-restricted-imports", "packages/replica/src/layer.ts", importing("hub/push")],
  ["no-restricted-imports", "packages/hub/src/layer.ts", importing("replica/store")],
  ["no-restricted-imports", "packages/ui/src/layer.ts", importing("hub/push")],
  ["no-restricted-imports", "packages/testing/src/layer.ts", importing("wellness/schema")],
  ["no-restricted-imports", "modules/x/src/schema.ts", importing("hub/push")],
  ["no-restricted-imports", "modules/x/src/commands.ts", importing("y/rules")],
  ["no-restricted-imports", "modules/x/src/hub.ts", importing("app-hub/config")],
];

const CLEAN = {
  "packages/hub/src/there.ts": 'import { a } from "./here.ts";\nexport const b = () => a;\n',
  "packages/hub/src/fine.ts": importing("schema/field"),
  "packages/hub/src/fine.test.ts": importing("testing/random"),
  "packages/base/src/system-ports.ts": "export const now = () => Date.now();\n",
  "modules/x/src/fine.ts": importing("y/schema"),
  "apps/cli/src/fine.ts": 'console.log("printed");\n',
  "vitest.config.ts": "export default {};\n",
};

function importing(what: string): string {
  return `import { thing } from "@healthops/${what}";\nexport const mine = thing;\n`;
}

function typeImport(): string {
  return 'import { T } from "./there.ts";\nexport const a = (b: T) => b;';
}

interface Diagnostic {
  readonly code: string;
  readonly filename: string;
}

describe("the linter", () => {
  let said: Diagnostic[];
  beforeAll(() => {
    const planted = Object.fromEntries(PLANTED.map(([, path, text]) => [path, `${text}\n`]));
    const plant = { configs: [".oxlintrc.json"], files: { ...CLEAN, ...planted } };
    const run = runPlanted(plant, "oxlint", "--format=json");
    said = (JSON.parse(run.output) as { diagnostics: Diagnostic[] }).diagnostics;
  });

  test.each(PLANTED)("bites by %s in %s", (rule, path) => {
    const codes = said.filter(({ filename }) => filename === path).map(({ code }) => code);
    expect(codes).toContainEqual(expect.stringContaining(`(${rule})`));
  });

  test("lets pass what is fine", () => {
    const fine = new Set(Object.keys(CLEAN).filter((path) => !path.endsWith("there.ts")));
    expect(said.filter(({ filename }) => fine.has(filename))).toEqual([]);
  });
});
