import type { Finding, Tree } from "./tree.ts";

interface LockedPackage {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly hasInstallScript?: boolean;
}

interface Manifest {
  readonly allowScripts?: Readonly<Record<string, boolean>>;
  readonly [field: string]: unknown;
}

const KINDS = ["dependencies", "devDependencies", "optionalDependencies", "peerDependencies"];
const EXACT = /^\d+\.\d+\.\d+(?:-[\w.-]+)?$/;
const LOCK = "package-lock.json";

/**
 * What is installed is what was looked at: every package comes by its name from a registry and has the hash of
 * its content, and only those named in `allowScripts` run anything when they are installed.
 */
export function lockfileFindings(tree: Tree): Finding[] {
  const { allowScripts = {} } = parsed<Manifest>(tree.get("package.json"));
  const { packages = {} } = parsed<{ packages?: Record<string, LockedPackage> }>(tree.get(LOCK));
  return [
    ...Object.entries(packages).flatMap(([place, locked]) =>
      place.includes("node_modules/") && locked.link !== true
        ? lockedFindings(place, locked, allowScripts)
        : [],
    ),
    ...[...tree].flatMap(([path, text]) =>
      /(?:^|\/)package\.json$/.test(path) ? wantedFindings(path, parsed<Manifest>(text)) : [],
    ),
  ];
}

function lockedFindings(
  place: string,
  { version, resolved, integrity, hasInstallScript }: LockedPackage,
  allowScripts: Readonly<Record<string, boolean>>,
): Finding[] {
  const name = place.split("node_modules/").at(-1) ?? place;
  const problems = [
    resolved === undefined ? null : `comes from ${resolved}, not by its name`,
    integrity?.startsWith("sha512-") === true ? null : "has no hash (integrity, sha512)",
    version === undefined || !EXACT.test(version) ? `has no exact version` : null,
    hasInstallScript === true && allowScripts[name] !== true
      ? "runs a script when it is installed, and allowScripts of package.json does not name it"
      : null,
  ];
  return problems.flatMap((problem) =>
    problem === null ? [] : [{ path: LOCK, problem: `${name} ${problem}.` }],
  );
}

/** Versions that lead elsewhere: an address, a repository, a file, another name. */
function wantedFindings(path: string, manifest: Manifest): Finding[] {
  return KINDS.flatMap((kind) =>
    Object.entries((manifest[kind] ?? {}) as Readonly<Record<string, string>>).flatMap(
      ([name, wanted]) =>
        /^[\d^~<>=*x. |-]/.test(wanted) && !/[/:]/.test(wanted)
          ? []
          : [{ path, problem: `takes ${name} from ${wanted}, not by its name and version.` }],
    ),
  );
}

function parsed<T>(text: string | undefined): T {
  return JSON.parse(text ?? "{}") as T;
}
