import { importsOf, packageFolders, splitSpecifier, type Import } from "./imports.ts";
import { isTest, type Finding, type Tree } from "./tree.ts";

/** apps → modules → packages, never back: which packages each package may see. */
const PACKAGES_SEEN: Readonly<Record<string, readonly string[]>> = {
  base: [],
  schema: ["base"],
  protocol: ["base", "schema"],
  replica: ["base", "schema", "protocol"],
  hub: ["base", "schema", "protocol"],
  ui: ["base", "schema", "protocol", "replica"],
  testing: ["base", "schema", "protocol", "replica", "hub"],
};

/** The sides of a module. Files of neither run anywhere. */
const MODULE_SIDES: Readonly<Record<string, readonly string[]>> = {
  anywhere: ["base", "schema", "protocol"],
  hub: ["base", "schema", "protocol", "hub"],
  web: ["base", "schema", "protocol", "replica", "ui"],
};

interface Place {
  readonly floor: "packages" | "modules" | "above";
  /** The folder's name: `hub` of packages/hub, `wellness` of modules/wellness. */
  readonly room: string;
  readonly folder: string;
}

/** Imports and package dependencies that go against the layer rule of ARCHITECTURE.md. */
export function layerFindings(tree: Tree): Finding[] {
  const folders = packageFolders(tree);
  const found: Finding[] = [];
  for (const item of importsOf(tree)) {
    const problem = importProblem(item, folders);
    if (problem !== undefined) found.push({ path: item.from, problem });
  }
  return [...found, ...dependencyFindings(tree, folders)];
}

function importProblem(item: Import, folders: ReadonlyMap<string, string>): string | undefined {
  const { from, specifier, target } = item;
  if (target === undefined) return unknownProblem(specifier);
  if (isTest(target))
    return `imports the test ${specifier}; move what is shared to a file of its own.`;
  const here = placeOf(from);
  const there = placeOf(target);
  if (specifier.startsWith(".")) {
    if (here.folder !== there.folder)
      return `leaves its package by ${specifier}; import by package name.`;
    return sideProblem(from, target);
  }
  if (here.folder === there.folder)
    return `imports its own package as ${specifier}; use a relative path.`;
  if (seenFrom(from, here, there, specifier, folders)) return undefined;
  return `must not import ${specifier}: ${here.folder} does not see ${there.folder} from here.`;
}

function unknownProblem(specifier: string): string | undefined {
  if (!specifier.startsWith("@healthops/")) return undefined;
  return `imports ${specifier}, which no package of this repository is named.`;
}

function seenFrom(
  from: string,
  here: Place,
  there: Place,
  specifier: string,
  folders: ReadonlyMap<string, string>,
): boolean {
  if (here.floor === "above") return true;
  if (there.floor === "above") return false;
  if (here.floor === "packages") {
    if (there.floor === "modules") return false;
    return (
      PACKAGES_SEEN[here.room]?.includes(there.room) || (isTest(from) && there.room === "testing")
    );
  }
  if (there.floor === "packages") {
    return isTest(from) || MODULE_SIDES[sideOf(from)]?.includes(there.room) === true;
  }
  const parts = splitSpecifier(specifier);
  return parts !== undefined && folders.has(parts.name) && parts.subpath === "schema";
}

/** Inside a module, what runs anywhere must not lean on the hub's or the screens' side. */
function sideProblem(from: string, target: string): string | undefined {
  if (placeOf(from).floor !== "modules" || isTest(from)) return undefined;
  const side = sideOf(target);
  if (side === "anywhere" || side === sideOf(from)) return undefined;
  return `runs elsewhere than ${target}, which is for the ${side} side only.`;
}

function sideOf(path: string): "anywhere" | "hub" | "web" {
  if (/^modules\/[^/]+\/src\/(?:hub\.ts$|hub\/)/.test(path)) return "hub";
  return /^modules\/[^/]+\/src\/web\//.test(path) ? "web" : "anywhere";
}

function placeOf(path: string): Place {
  const [floor = "", room = ""] = path.split("/");
  if (floor === "packages" || floor === "modules")
    return { floor, room, folder: `${floor}/${room}` };
  return { floor: "above", room, folder: floor === "apps" ? `apps/${room}` : floor };
}

function dependencyFindings(tree: Tree, folders: ReadonlyMap<string, string>): Finding[] {
  const found: Finding[] = [];
  for (const [name, folder] of folders) {
    const path = `${folder}/package.json`;
    const manifest = JSON.parse(tree.get(path) ?? "{}") as Record<string, Record<string, string>>;
    const here = placeOf(path);
    for (const field of ["dependencies", "devDependencies"]) {
      for (const dependency of Object.keys(manifest[field] ?? {})) {
        const target = folders.get(dependency);
        if (target === undefined) continue;
        if (!mayDepend(here, placeOf(`${target}/`), field === "devDependencies")) {
          found.push({ path, problem: `${name} must not depend on ${dependency} (${field}).` });
        }
      }
    }
  }
  return found;
}

function mayDepend(here: Place, there: Place, forTests: boolean): boolean {
  if (here.floor === "above") return true;
  if (there.floor === "above") return false;
  if (forTests && there.folder === "packages/testing") return true;
  if (here.floor === "packages") return PACKAGES_SEEN[here.room]?.includes(there.room) === true;
  if (there.floor === "modules" || forTests) return true;
  return Object.values(MODULE_SIDES).some((seen) => seen.includes(there.room));
}
