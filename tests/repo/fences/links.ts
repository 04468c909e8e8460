import { posix } from "node:path";
import type { Finding, Tree } from "./tree.ts";

const LINK = /\[[^\]]*\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)/g;
const CODE_PATH = /`((?:packages|modules|apps|tests|bench|deploy|docs)\/[\w./-]+)`/g;

/** Links and file names in Markdown that lead nowhere: files, folders and headings. */
export function linkFindings(tree: Tree): Finding[] {
  const found: Finding[] = [];
  for (const [path, text] of tree) {
    if (!path.endsWith(".md")) continue;
    const prose = text.replaceAll(/^(```|~~~)[^]*?^\1/gm, "");
    for (const [, link = ""] of prose.replaceAll(/`[^`\n]*`/g, "").matchAll(LINK)) {
      if (/^(?:[a-z]+:|\/\/)/.test(link)) continue;
      const problem = linkProblem(tree, path, link);
      if (problem !== undefined) found.push({ path, problem });
    }
    for (const [, named = ""] of prose.matchAll(CODE_PATH)) {
      if (!exists(tree, named))
        found.push({ path, problem: `names ${named}, which does not exist.` });
    }
  }
  return found;
}

function linkProblem(tree: Tree, from: string, link: string): string | undefined {
  const [file = "", heading] = link.split("#");
  const target = file === "" ? from : posix.join(posix.dirname(from), decodeURIComponent(file));
  if (!exists(tree, target)) return `links to ${link}, which does not exist.`;
  if (!heading || !target.endsWith(".md")) return undefined;
  if (headingsOf(tree.get(target) ?? "").has(heading)) return undefined;
  return `links to ${link}, but that file has no such heading.`;
}

/** A file, or a folder that has files. */
function exists(tree: Tree, path: string): boolean {
  const folder = path.endsWith("/") ? path : `${path}/`;
  if (tree.has(path) || path === ".") return true;
  return [...tree.keys()].some((known) => known.startsWith(folder));
}

/** Anchors the way GitHub makes them of headings. */
function headingsOf(text: string): Set<string> {
  const anchors = new Set<string>();
  for (const [, heading = ""] of text.matchAll(/^#{1,6}\s+(.+)$/gm)) {
    const words = heading
      .trim()
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "");
    const anchor = words.replaceAll(/\s/g, "-");
    for (let copy = 0; ; copy++) {
      const name = copy === 0 ? anchor : `${anchor}-${copy}`;
      if (anchors.has(name)) continue;
      anchors.add(name);
      break;
    }
  }
  return anchors;
}
