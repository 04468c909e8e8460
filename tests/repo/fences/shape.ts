import { withoutComments } from "./imports.ts";
import { sourcesOf, type Finding, type Tree } from "./tree.ts";

const MOST_LINES = 400;
const RE_EXPORT = /^\s*export\s+(?:type\s+)?(?:\*|\{[^}]*\})(?:\s+as\s+\w+)?\s*from\b/m;
const DEFAULT_EXPORT = /^\s*export\s+default\b/m;

/** Tools that call a file's default export by their own convention. */
const MAY_EXPORT_DEFAULT = /\.config\.ts$/;

/** Style rules 1 and 8: short files, no barrels, no re-exports, no default exports. */
export function shapeFindings(tree: Tree): Finding[] {
  const found: Finding[] = [];
  for (const [path, text] of sourcesOf(tree)) {
    const code = withoutComments(text);
    const count = text.split("\n").length - 1;
    if (count > MOST_LINES) {
      found.push({
        path,
        problem: `has ${count} lines, more than ${MOST_LINES}: split it by idea.`,
      });
    }
    if (RE_EXPORT.test(code)) {
      found.push({ path, problem: "re-exports; import from the file that owns the thing." });
    }
    if (/(?:^|\/)index\.tsx?$/.test(path)) {
      found.push({ path, problem: "is an index file; name it after what it holds." });
    }
    if (DEFAULT_EXPORT.test(code) && !MAY_EXPORT_DEFAULT.test(path)) {
      found.push({ path, problem: "has a default export; export by name." });
    }
  }
  return found;
}
