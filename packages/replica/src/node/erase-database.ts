import { readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { Problem } from "@healthops/base/problem";

/** Beside the database: an erasure has begun, and whoever comes next ends it. */
const ERASING = ".erasing";
/** An erasure has ended, and nobody has signed in since. */
const ERASED = ".erased";

/**
 * Notes that the database and all of its copies are to go. From here on nothing but a new sign-in makes
 * use of them, also when the program is killed: the next start goes on with {@link finishErasure}.
 */
export async function beginErasure(file: string): Promise<void> {
  // Flushed: a power cut must not bring the data back.
  await writeFile(file + ERASING, "", { mode: 0o600, flush: true });
}

/**
 * Ends an erasure that has begun, if any: removes the closed database with all that was ever made of it
 * (kept copies, one that was chosen or half made, SQLite's files beside each), looks that nothing is left,
 * and only then calls it erased. Answers whether there was one. Problem `erasure_unfinished`: something
 * could not be removed; the next call tries again.
 */
export async function finishErasure(file: string): Promise<boolean> {
  if (!(await exists(file + ERASING))) return false;
  const failures: unknown[] = [];
  for (const one of await filesOf(file)) {
    await rm(one, { force: true }).catch((error: unknown) => failures.push(error));
  }
  const left = await filesOf(file);
  if (left.length > 0) throw unfinished(left, failures[0]);
  await rename(file + ERASING, file + ERASED);
  return true;
}

/** Begins and ends the erasure of a closed database. */
export async function eraseDatabase(file: string): Promise<void> {
  await beginErasure(file);
  await finishErasure(file);
}

/** Whether the database was erased, or is being so, and nobody has signed in since. */
export async function isErased(file: string): Promise<boolean> {
  return (await exists(file + ERASING)) || (await exists(file + ERASED));
}

/** Somebody has signed in anew: what is here from now on is theirs. */
export async function forgetErasure(file: string): Promise<void> {
  await rm(file + ERASED, { force: true });
}

/** The database, its copies, and what SQLite keeps beside each. */
async function filesOf(file: string): Promise<readonly string[]> {
  const folder = path.dirname(file);
  const base = path.basename(file);
  const notes = new Set([base + ERASING, base + ERASED]);
  const names = await readdir(folder);
  return names
    .filter((name) => name === base || name.startsWith(`${base}-`) || name.startsWith(`${base}.`))
    .filter((name) => !notes.has(name))
    .map((name) => path.join(folder, name));
}

async function exists(file: string): Promise<boolean> {
  try {
    await stat(file);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return false;
    throw error;
  }
}

function unfinished(left: readonly string[], cause: unknown): Problem {
  const names = left.map((one) => path.basename(one)).join(", ");
  return new Problem({
    code: "erasure_unfinished",
    status: 500,
    message: `Part of this device's data could not be removed (${names}). End what else uses it, or remove it by hand; the next start goes on with the erasure.`,
    cause,
  });
}
