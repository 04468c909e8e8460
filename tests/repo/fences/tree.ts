import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";

/** The repository as a fence sees it: path from its root, with forward slashes, to text. */
export type Tree = ReadonlyMap<string, string>;

/** One breach of a rule: where it is and what to do about it. */
export interface Finding {
  readonly path: string;
  readonly problem: string;
}

export const REPOSITORY = join(import.meta.dirname, "../../..");

/** What tools and runs leave behind; none of it is part of the repository. */
const LEFT_BEHIND = new Set([".git", "node_modules", ".tsbuild", "dist"]);
const LEFT_BEHIND_PATHS = new Set(["data", "bench/results"]);

const BINARY = /\.(?:png|jpe?g|gif|webp|ico|woff2?|ttf|pdf|zip|gz|zst|sqlite|wasm)$/;

/** Reads every file below `root`; paths are relative to it, a binary file counts as empty. */
export function readTree(root: string = REPOSITORY): Tree {
  const tree = new Map<string, string>();
  const pending = [root];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const file = join(folder, entry.name);
      const path = relative(root, file).split(sep).join("/");
      if (LEFT_BEHIND.has(entry.name) || LEFT_BEHIND_PATHS.has(path)) continue;
      if (entry.isDirectory()) pending.push(file);
      else if (entry.isFile()) tree.set(path, BINARY.test(path) ? "" : readFileSync(file, "utf8"));
    }
  }
  return tree;
}

/** A tree for a planted violation. */
export function treeOf(files: Readonly<Record<string, string>>): Tree {
  return new Map(Object.entries(files));
}

/** The source files of a tree, tests included. */
export function sourcesOf(tree: Tree): [path: string, text: string][] {
  return [...tree].filter(([path]) => /\.tsx?$/.test(path) && !path.endsWith(".d.ts"));
}

export function isTest(path: string): boolean {
  return /\.test\.tsx?$/.test(path);
}

/** Findings as lines, the way a failing test shows them. */
export function lines(findings: readonly Finding[]): string[] {
  return findings.map(({ path, problem }) => `${path}: ${problem}`);
}
