import { isObject } from "@healthops/schema/list/parse-list-query";

/** Stands for a number beyond all limits, which JSON can say and a program cannot hold. */
const HUGE = "(1e400)";

/** What nobody types and somebody sends. */
const EVIL: readonly unknown[] = [
  "\u0000",
  "half a character \ud800",
  "x".repeat(5_000),
  1e308,
  -0.5,
  HUGE,
  null,
  [[["deep"]]],
  {},
];

const ID = "01890000-0000-7000-8000-000000000000";

type Shape = Readonly<Record<string, unknown>>;

/** JSON texts of a shape's own form in which every free value is one that is evil. */
export function evilBodies(shape: unknown, definitions: Shape = {}): readonly string[] {
  return EVIL.map((evil) => jsonOf(sampleOf(shape, evil, definitions, 8)));
}

/** JSON texts that are no form of anything. */
export const SHAPELESS: readonly string[] = [
  "",
  '{"a":',
  "null",
  "[1e400]",
  '{"__proto__":{"role":"ADMIN"}}',
  '{"a\\u0000":"\\ud800"}',
  `{"a":${"[".repeat(200)}${"]".repeat(200)}}`,
];

function jsonOf(value: unknown): string {
  return JSON.stringify(value).replaceAll(`"${HUGE}"`, "1e400");
}

/** What the shape asks for, with ids, days and choices as it wants them and all else evil. */
function sampleOf(given: unknown, evil: unknown, definitions: Shape, depth: number): unknown {
  if (!isObject(given) || depth === 0) return evil;
  const shape = referred(given, definitions);
  const [first] = [shape["anyOf"], shape["oneOf"], shape["allOf"]].flatMap((some) =>
    Array.isArray(some) ? some : [],
  );
  if (first !== undefined) return sampleOf(first, evil, definitions, depth - 1);
  if ("const" in shape) return shape["const"];
  if (Array.isArray(shape["enum"])) return shape["enum"][0];
  if (isObject(shape["properties"])) {
    const fields = Object.entries(shape["properties"]);
    return Object.fromEntries(
      fields.map(([name, field]) => [name, sampleOf(field, evil, definitions, depth - 1)]),
    );
  }
  if (isObject(shape["items"])) return [sampleOf(shape["items"], evil, definitions, depth - 1)];
  if (shape["format"] === "uuid" || String(shape["pattern"]).includes("[0-9a-f]{8}")) return ID;
  return shape["format"] === "date" ? "2026-02-30" : evil;
}

function referred(shape: Shape, definitions: Shape): Shape {
  const name =
    String(shape["$ref"] ?? "")
      .split("/")
      .at(-1) ?? "";
  const target = definitions[name];
  return isObject(target) ? target : shape;
}
