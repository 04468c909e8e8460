import { randomUUID } from "node:crypto";
import { link, mkdir, open, readFile, rename, rm } from "node:fs/promises";
import path from "node:path";
import { Problem } from "@healthops/base/problem";

/** Only whoever runs the hub reads it. */
const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;

/** The text of a secret's file; null when there is none. Problem `secret_file_unusable`. */
export async function readSecretFile(file: string): Promise<string | null> {
  return readFile(file, "utf8").catch((error: unknown) => {
    if (codeOf(error) === "ENOENT") return null;
    throw unusable(file, "read", error);
  });
}

/**
 * Makes a secret's file, whole or not at all; false when somebody else made it first, whose file stays.
 * Problem `secret_file_unusable`.
 */
export async function makeSecretFile(file: string, text: string): Promise<boolean> {
  const half = await writeHalf(file, text);
  try {
    await link(half, file);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw unusable(file, "written", error);
  } finally {
    await rm(half, { force: true });
  }
}

/** Puts another text in the place of a secret's file, in one step. Problem `secret_file_unusable`. */
export async function replaceSecretFile(file: string, text: string): Promise<void> {
  const half = await writeHalf(file, text);
  await rename(half, file).catch((error: unknown) => {
    throw unusable(file, "written", error);
  });
}

async function writeHalf(file: string, text: string): Promise<string> {
  const half = `${file}.half-${randomUUID()}`;
  try {
    await mkdir(path.dirname(file), { recursive: true, mode: FOLDER_MODE });
    const handle = await open(half, "wx", FILE_MODE);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    return half;
  } catch (error) {
    await rm(half, { force: true }).catch(() => undefined);
    throw unusable(file, "written", error);
  }
}

function unusable(file: string, done: "read" | "written", cause: unknown): Problem {
  return new Problem({
    code: "secret_file_unusable",
    status: 500,
    message: `The hub's user cannot ${done === "read" ? "read" : "write"} ${file} (${codeOf(cause)}). Give it the file and its folder, or name another place in the settings.`,
    cause,
  });
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "unknown";
}
