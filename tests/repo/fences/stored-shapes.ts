import { withoutComments } from "./imports.ts";
import { isTest, sourcesOf, type Finding, type Tree } from "./tree.ts";

/** Where the texts and numbers of wire and route shapes are made. */
const MAKER = "packages/protocol/src/stored.ts";
const PRODUCT = /^(?:packages|modules|apps)\/[^/]+\/src\//;

const BARE =
  /\bType\.(String|Integer|Number|BigInt|Any|Unknown|Unsafe|Uint8Array|Decode|Script)\b/g;
/** A JSON schema written out where a builder's shape would be checked. */
const WRITTEN_OUT = /\b(?:body|params|querystring|headers):\s*\{\s*type:\s*"/;
const LIBRARY = /import\s*(?:type\s*)?\{([^}]*)\}\s*from\s*"typebox"/g;
/** What may be taken of the library besides its `Type`, which the rule above reads. */
const HARMLESS = new Set(["Type", "Static", "TSchema", "TObject", "TProperties"]);

/**
 * Texts and numbers of every wire and route shape hold only what PostgreSQL keeps: they are made by
 * `packages/protocol/src/stored.ts`, never bare.
 */
export function storedShapeFindings(tree: Tree): Finding[] {
  const found: Finding[] = [];
  for (const [path, text] of sourcesOf(tree)) {
    if (!PRODUCT.test(path) || isTest(path) || path === MAKER) continue;
    const code = withoutComments(text);
    for (const [, name] of code.matchAll(BARE)) {
      if (name === "Unsafe" && !/Unsafe[^;]*type:\s*"(?:string|integer|number)"/.test(code))
        continue;
      found.push({
        path,
        problem: `has a bare Type.${name}; take text, whole, Count … of @healthops/protocol/stored.`,
      });
    }
    for (const [, names = ""] of code.matchAll(LIBRARY)) {
      for (const name of namesOf(names)) {
        if (HARMLESS.has(name)) continue;
        found.push({ path, problem: `takes ${name} of typebox past the fence; use Type.` });
      }
    }
    if (WRITTEN_OUT.test(code)) {
      found.push({ path, problem: "writes a route's JSON schema out; build it with Type." });
    }
  }
  return found;
}

function namesOf(list: string): string[] {
  return list
    .split(",")
    .map((name) => name.replace(/^\s*type\s+/, "").trim())
    .map((name) => name.split(/\s+as\s+/)[0] ?? "")
    .filter((name) => name !== "");
}
