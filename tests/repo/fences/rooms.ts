import { posix } from "node:path";
import { importsOf, type Import } from "./imports.ts";
import { isTest, type Finding, type Tree } from "./tree.ts";

/** Product code; what tests start it with lies in folders `testing` and may see everything. */
const PRODUCT = /^((?:packages|modules|apps)\/[^/]+\/src)\//;
const FOR_TESTS = /\/src\/(?:.*\/)?testing\//;

/** One import from a room into another that lies in the same folder. */
interface Door {
  readonly from: string;
  readonly to: string;
  readonly item: Import;
}

/**
 * Folders of a package that use each other in a circle, though no file does. A folder is a room with all
 * that lies in it; the files beside the folders of a room are one more room of it, except right below
 * `src`, where each file stands for itself.
 */
export function roomFindings(tree: Tree): Finding[] {
  const found: Finding[] = [];
  for (const [folder, doors] of doorsByFolder(tree)) {
    for (const knot of knotsOf(doors)) {
      const rooms = [...knot].toSorted();
      const inside = doors.filter(({ from, to }) => knot.has(from) && knot.has(to));
      found.push({
        path: folder,
        problem: `${rooms.length} rooms use each other in a circle: ${rooms.join(", ")}. Move what both need into a room below, and what composes into one above. ${fewestOf(inside)}`,
      });
    }
  }
  return found;
}

function doorsByFolder(tree: Tree): ReadonlyMap<string, readonly Door[]> {
  const doors = importsOf(tree).flatMap((item): [string, Door][] => {
    const { from, target } = item;
    const root = PRODUCT.exec(from)?.[1];
    if (root === undefined || target === undefined || !target.startsWith(`${root}/`)) return [];
    if ([from, target].some((path) => isTest(path) || FOR_TESTS.test(path))) return [];
    const folder = commonFolder(from, target);
    const [here, there] = [from, target].map((path) => roomIn(folder, path, root));
    if (here === undefined || there === undefined || here === there) return [];
    return [[folder, { from: here, to: there, item }]];
  });
  const grouped = Map.groupBy(doors, ([folder]) => folder);
  return new Map([...grouped].map(([folder, of]) => [folder, of.map(([, door]) => door)]));
}

function commonFolder(one: string, other: string): string {
  let folder = posix.dirname(one);
  while (!other.startsWith(`${folder}/`)) folder = posix.dirname(folder);
  return folder;
}

/** The room of a folder that a file lies in. */
function roomIn(folder: string, path: string, root: string): string {
  const [first = "", ...more] = path.slice(folder.length + 1).split("/");
  if (more.length > 0) return `${first}/`;
  return folder === root ? first : "(its own files)";
}

/** Groups of rooms in which each reaches every other. */
function knotsOf(doors: readonly Door[]): ReadonlySet<string>[] {
  const next = new Map<string, Set<string>>();
  for (const { from, to } of doors) {
    if (!next.has(from)) next.set(from, new Set());
    next.get(from)?.add(to);
  }
  const reached = new Map([...next.keys()].map((room) => [room, reachedFrom(room, next)]));
  const told = new Set<string>();
  return [...next.keys()].flatMap((room) => {
    const there = reached.get(room);
    if (there?.has(room) !== true || told.has(room)) return [];
    const knot = new Set([...there].filter((other) => reached.get(other)?.has(room)));
    for (const one of knot) told.add(one);
    return [knot];
  });
}

function reachedFrom(
  room: string,
  next: ReadonlyMap<string, ReadonlySet<string>>,
): ReadonlySet<string> {
  const reached = new Set<string>();
  const pending = [...(next.get(room) ?? [])];
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    if (reached.has(at)) continue;
    reached.add(at);
    pending.push(...(next.get(at) ?? []));
  }
  return reached;
}

const SHOWN = 6;

/** The thinnest ways of a knot: what is used but a few times is moved most easily. */
function fewestOf(doors: readonly Door[]): string {
  const ways = [...Map.groupBy(doors, ({ from, to }) => `${from} → ${to}`)]
    .toSorted(([, a], [, b]) => a.length - b.length)
    .slice(0, SHOWN);
  const shown = ways.map(([way, of]) => {
    const files = of.map(({ item }) => `${posix.basename(item.from)} uses ${item.specifier}`);
    return `${way} (${[...new Set(files)].join(", ")})`;
  });
  return `Used least: ${shown.join("; ")}`;
}
