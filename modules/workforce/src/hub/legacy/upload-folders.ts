import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const PREFIX = "healthops-desktop-";
/** The process that made the folder stands in its name. */
const NAME = /^healthops-desktop-(?<pid>\d+)-/;

/** A folder for files on their way, in the system's folder for such; whoever asks for it removes it. */
export function makeFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), `${PREFIX}${process.pid}-`));
}

/** A folder for one file, which goes with whatever is in it. */
export async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await makeFolder();
  try {
    return await work(folder);
  } finally {
    await removeFolder(folder);
  }
}

export function removeFolder(folder: string): Promise<void> {
  return rm(folder, { recursive: true, force: true });
}

/**
 * Removes what processes left behind that ended in the middle of an upload: whole databases of people's
 * data. Folders of processes that are alive stay.
 */
export async function removeLeftFolders(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = Number(NAME.exec(name)?.groups?.["pid"]);
    if (Number.isNaN(pid) || isAlive(pid)) continue;
    await removeFolder(join(tmpdir(), name));
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: somebody else's process, alive.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
