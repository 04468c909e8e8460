import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import path from "node:path";

/** What an app is built from, relative to the repository; the lock file stands for the libraries. */
const INPUTS = ["package-lock.json", "apps/installed", "apps/web", "packages", "modules"];

/** Folders in which nothing is part of the app. */
const LEFT_OUT =
  /(?:^|\/)(?:node_modules|dist)$|^packages\/(?:hub|testing)$|^modules\/[^/]+\/src\/hub$/;

/** Files that the app is built from; tests, notes and what tools leave behind are not. */
const TAKEN = /(?<!\.test)\.(?:tsx?|css|html|svg|png|json|woff2)$/;

/** A hash of everything that the built app depends on, file names included. */
export function inputsHash(repository: string): string {
  const hash = createHash("sha256").update(process.version);
  for (const input of INPUTS) {
    const start = path.join(repository, input);
    if (!existsSync(start)) continue;
    for (const file of filesBelow(repository, start)) {
      hash.update(nameOf(repository, file)).update("\0");
      hash.update(readFileSync(file)).update("\0");
    }
  }
  return hash.digest("hex");
}

function nameOf(repository: string, file: string): string {
  return path.relative(repository, file).split(path.sep).join("/");
}

function filesBelow(repository: string, start: string): readonly string[] {
  if (statSync(start).isFile()) return [start];
  const files: string[] = [];
  const pending = [start];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const file = path.join(folder, entry.name);
      if (LEFT_OUT.test(nameOf(repository, file))) continue;
      if (entry.isDirectory()) pending.push(file);
      else if (entry.isFile() && TAKEN.test(entry.name)) files.push(file);
    }
  }
  return files.toSorted();
}
