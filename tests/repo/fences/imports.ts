import { posix } from "node:path";
import { sourcesOf, type Tree } from "./tree.ts";

/** One import of a file. `target` is the file that it names, where that is in the repository. */
export interface Import {
  readonly from: string;
  readonly specifier: string;
  readonly target: string | undefined;
}

const IMPORT =
  /^\s*(?:import|export)\s(?:[^;"'`]*?\sfrom\s*)?["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']\s*\)/gm;

/** Every static and dynamic import of the tree's sources, in file order. */
export function importsOf(tree: Tree): Import[] {
  const folders = packageFolders(tree);
  return sourcesOf(tree).flatMap(([from, text]) =>
    specifiersOf(text).map((specifier) => ({
      from,
      specifier,
      target: targetOf(from, specifier, folders),
    })),
  );
}

/** What a file's text imports, re-exports included; comments do not count. */
function specifiersOf(text: string): string[] {
  return [...withoutComments(text).matchAll(IMPORT)].map((match) => match[1] ?? match[2] ?? "");
}

/** The text with its comments blanked, line breaks kept. Text in quotes is left alone. */
export function withoutComments(text: string): string {
  const piece =
    /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\[^])*`|\/\/[^\n]*|\/\*[^]*?\*\//g;
  return text.replace(piece, (found) =>
    found.startsWith("/") ? found.replace(/[^\n]/g, " ") : found,
  );
}

/** The folder of each workspace package, by its name. */
export function packageFolders(tree: Tree): ReadonlyMap<string, string> {
  const folders = new Map<string, string>();
  for (const [path, text] of tree) {
    if (!path.endsWith("/package.json")) continue;
    const { name } = JSON.parse(text) as { name?: string };
    if (name !== undefined) folders.set(name, posix.dirname(path));
  }
  return folders;
}

/** `@scope/package/sub/path` taken apart; undefined for relative and unscoped specifiers. */
export function splitSpecifier(specifier: string): { name: string; subpath: string } | undefined {
  const match = /^(@[^/]+\/[^/]+)\/?(.*)$/.exec(specifier);
  return match?.[1] === undefined ? undefined : { name: match[1], subpath: match[2] ?? "" };
}

function targetOf(
  from: string,
  specifier: string,
  folders: ReadonlyMap<string, string>,
): string | undefined {
  if (specifier.startsWith(".")) return posix.join(posix.dirname(from), specifier);
  const parts = splitSpecifier(specifier);
  const folder = parts && folders.get(parts.name);
  if (parts === undefined || folder === undefined) return undefined;
  const { subpath } = parts;
  return `${folder}/src/${subpath}${/\.(?:tsx|css)$/.test(subpath) ? "" : ".ts"}`;
}
