import type { Finding, Tree } from "./tree.ts";

const OURS = "Apache-2.0";

const PERMISSIVE = new Set([
  "0BSD",
  "Apache-2.0",
  "BlueOak-1.0.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "CC0-1.0",
  "ISC",
  "MIT",
  "MIT-0",
  "PostgreSQL",
  "Python-2.0",
  "Unlicense",
  "Zlib",
]);

/** Not permissive, yet allowed: build tools that never ship with the product, unchanged. */
const BUILD_ONLY: Readonly<Record<string, RegExp>> = {
  "MPL-2.0": /^(lightningcss(?:-[\w-]+)?|axe-core)$/,
  "CC-BY-4.0": /^caniuse-lite$/,
};

/** Packages that say their licence only in a file; read and found to be this one. */
const SAID_IN_FILE: Readonly<Record<string, string>> = { "@journeyapps/wa-sqlite": "MIT" };

interface LockedPackage {
  readonly license?: string;
  readonly link?: boolean;
}

/** Own packages carry our licence; everything that npm would install carries a permissive one. */
export function licenceFindings(tree: Tree): Finding[] {
  const found: Finding[] = [];
  for (const [path, text] of tree) {
    if (!/(?:^|\/)package\.json$/.test(path)) continue;
    const { license } = JSON.parse(text) as { license?: string };
    if (license !== OURS) found.push({ path, problem: `has licence ${license}, not ${OURS}.` });
  }
  if (!tree.get("LICENSE")?.includes("Apache License")) {
    found.push({ path: "LICENSE", problem: `is not the text of ${OURS}.` });
  }
  return [...found, ...lockedFindings(tree.get("package-lock.json") ?? "{}")];
}

function lockedFindings(lock: string): Finding[] {
  const { packages = {} } = JSON.parse(lock) as { packages?: Record<string, LockedPackage> };
  return Object.entries(packages).flatMap(([place, { license, link }]) => {
    const name = place.split("node_modules/").at(-1) ?? "";
    const said = license ?? SAID_IN_FILE[name];
    if (link === true || !place.includes("node_modules/")) return [];
    if (said !== undefined && (isPermissive(said) || BUILD_ONLY[said]?.test(name))) return [];
    return [{ path: "package-lock.json", problem: `${name} has licence ${said ?? "unknown"}.` }];
  });
}

/** Whether an SPDX expression leaves a permissive choice. Understands OR of ANDs, flat. */
function isPermissive(expression: string): boolean {
  return expression
    .replaceAll(/[()]/g, "")
    .split(" OR ")
    .some((choice) => choice.split(" AND ").every((one) => PERMISSIVE.has(one.trim())));
}
