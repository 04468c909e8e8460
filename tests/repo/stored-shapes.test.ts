import { describe, expect, test } from "vitest";
import { storedShapeFindings } from "./fences/stored-shapes.ts";
import { lines, readTree, treeOf } from "./fences/tree.ts";

function findings(path: string, text: string): string[] {
  return lines(storedShapeFindings(treeOf({ [path]: text })));
}

describe("wire and route shapes hold only what the database keeps", () => {
  test("in this repository", () => {
    expect(lines(storedShapeFindings(readTree()))).toEqual([]);
  });

  test.each([
    ["a bare text", "const Name = Type.String({ maxLength: 60 });"],
    ["a bare whole number", "const Count = Type.Integer();"],
    ["a bare number", "const Weight = Type.Number({ minimum: 0 });"],
    ["anything at all", "const Data = Type.Optional(Type.Any());"],
    ["something unknown", "const Data = Type.Array(Type.Unknown());"],
    ["a schema of one's own", 'const A = Type.Unsafe<string>({ type: "string" });'],
    ["a builder by another name", 'import { String as Name } from "typebox";'],
    ["the library's builder as another", 'import { Type, Any } from "typebox";'],
    ["a route's schema written out", 'app.post("/x", { schema: { body: { type: "object" } } });'],
  ])("bites on %s", (_case, text) => {
    expect(findings("packages/protocol/src/wire/a.ts", `${text}\n`)).toHaveLength(1);
    expect(findings("modules/notices/src/hub/shapes.ts", `${text}\n`)).toHaveLength(1);
  });

  test("lets the makers of texts and numbers make them", () => {
    const text = "export const Name = Type.String();\n";
    expect(findings("packages/protocol/src/stored.ts", text)).toEqual([]);
    expect(findings("packages/hub/src/http/a.test.ts", text)).toEqual([]);
    expect(findings("packages/hub/src/a.ts", "const a = Type.Object({ b: text(60) });\n")).toEqual(
      [],
    );
  });
});
