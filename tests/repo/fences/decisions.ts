import type { Finding, Tree } from "./tree.ts";

const FOLDER = "docs/decisions/";
const LIST = `${FOLDER}README.md`;

/** Decision notes are numbered without gaps, named after their matter, and listed once. */
export function decisionFindings(tree: Tree): Finding[] {
  const notes = [...tree.keys()]
    .filter((path) => path.startsWith(FOLDER) && path !== LIST)
    .toSorted();
  if (notes.length === 0) return [];
  const list = tree.get(LIST);
  if (list === undefined)
    return [{ path: LIST, problem: "is missing; it lists every decision note." }];
  return notes.flatMap((path, index) => {
    const file = path.slice(FOLDER.length);
    const number = /^(\d{4})-[a-z0-9-]+\.md$/.exec(file)?.[1];
    if (number === undefined) return [{ path, problem: "is not named NNNN-what-it-decides.md." }];
    const found: Finding[] = [];
    if (Number(number) !== index + 1) {
      found.push({ path, problem: `breaks the count: it should be number ${index + 1}.` });
    }
    if (!list.includes(`(${file})`)) found.push({ path, problem: `is not linked from ${LIST}.` });
    return found;
  });
}
