import { beforeAll, describe, expect, test } from "vitest";
import { runPlanted, type ToolRun } from "./fences/planted.ts";

const CONFIGS = ["", ".base", ".isomorphic", ".node", ".web", ".web-tests"].map(
  (kind) => `tsconfig${kind}.json`,
);

/** File, text, and the part of the compiler's answer that shows which rule bit. */
const PLANTED: readonly (readonly [what: string, path: string, text: string, answer: string])[] = [
  ["the DOM in core code", "packages/base/src/dom.ts", "document.title;", "'document'"],
  ["Node in core code", "packages/schema/src/node.ts", "process.exit();", "'process'"],
  ["a Node module in core code", "packages/protocol/src/fs.ts", 'import "node:fs";', "node:fs"],
  ["fetch in core code", "packages/replica/src/net.ts", 'void fetch("/");', "'fetch'"],
  ["a timer in core code", "packages/replica/src/time.ts", "setTimeout(() => {});", "'setTimeout'"],
  ["Node in a module's rules", "modules/x/src/rules.ts", "process.exit();", "'process'"],
  ["Node behind a schema", "modules/x/src/schema.ts", 'import { a } from "./a.ts"; a;', "node:os"],
  ["Node on a screen", "modules/x/src/web/screen.ts", "process.exit();", "'process'"],
  [
    "a wrong type in a screen's test",
    "packages/ui/src/a.test.ts",
    "export const a: number = document.title;",
    "string",
  ],
  ["the DOM on the hub", "packages/hub/src/dom.ts", "document.title;", "'document'"],
  ["an enum", "packages/hub/src/enum.ts", "export enum A { B }", "erasableSyntaxOnly"],
  ["a namespace", "packages/hub/src/ns.ts", "export namespace A { B(); }", "erasableSyntaxOnly"],
  [
    "a parameter property",
    "packages/hub/src/property.ts",
    "export class A { constructor(readonly b: number) {} }",
    "erasableSyntaxOnly",
  ],
  [
    "an unchecked index",
    "packages/hub/src/index-access.ts",
    "export const a: number = [1][0];",
    "undefined",
  ],
  [
    "undefined for an absent property",
    "packages/hub/src/exact.ts",
    "export const a: { b?: number } = { b: undefined };",
    "exactOptionalPropertyTypes",
  ],
  [
    "a type imported as a value",
    "packages/hub/src/type.ts",
    'import { T } from "./clean.ts"; export const t: T = 1;',
    "verbatimModuleSyntax",
  ],
  [
    "a wrong type in a test",
    "packages/hub/src/a.test.ts",
    'export const a: number = "";',
    "string",
  ],
];

const CLEAN = {
  "package.json": '{ "type": "module" }',
  "packages/hub/src/clean.ts": 'export type T = number;\nexport const a = process.env["A"];\n',
  "modules/x/src/a.ts": 'import { EOL } from "node:os";\nexport const a = EOL;\n',
  "modules/x/src/web/clean.ts": "export const title = document.title;\n",
};

describe("the compiler holds each file to its environment", () => {
  let run: ToolRun;
  beforeAll(() => {
    const planted = Object.fromEntries(PLANTED.map(([, path, text]) => [path, `${text}\n`]));
    const files = { ...CLEAN, ...planted };
    run = runPlanted(
      { configs: [...CONFIGS, "tsconfig.isomorphic.d.ts"], files },
      "tsc",
      "--build",
    );
  });

  test.each(PLANTED)("bites on %s", (_what, path, _text, answer) => {
    const place = path.endsWith("x/src/schema.ts") ? "modules/x/src/a.ts" : path;
    const said = run.output.split("\n").filter((line) => line.startsWith(place));
    expect(said.join("\n")).toContain(answer);
  });

  test("lets pass what belongs there", () => {
    expect(run.status).not.toBe(0);
    expect(run.output).not.toMatch(/clean\.ts/);
  });
});
