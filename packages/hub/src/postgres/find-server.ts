import { readFile, realpath, rm, stat } from "node:fs/promises";
import path from "node:path";

import { Problem } from "@healthops/base/problem";

import { parsePostmasterFile } from "./postmaster-file.ts";
import type { PostmasterFile } from "./postmaster-file.ts";

/**
 * The server that runs on a cluster folder, or null. PostgreSQL judges a `postmaster.pid` by the
 * process id alone; after a restart of a container that id often belongs to some other program, and
 * in a copied folder to the original's server. Where the system lets us look, such a file is
 * removed, so that the folder can be used. Call it only while holding the folder's mutex.
 */
export async function findServer(cluster: string): Promise<PostmasterFile | null> {
  const file = path.join(cluster, "postmaster.pid");
  const text = await readFile(file, "utf8").catch(() => "");
  const found = parsePostmasterFile(text);
  if (found === null || !processExists(found.pid)) return null;
  const verdict = await judge(found, cluster);
  if (verdict === "ours") return found;
  if (verdict === "foreign") {
    await rm(file, { force: true });
    return null;
  }
  throw new Problem({
    code: "database_folder_copied",
    status: 500,
    message: `${file} names a running server of the folder ${found.folder}; if this folder is a copy, delete that file.`,
  });
}

async function judge(
  found: PostmasterFile,
  cluster: string,
): Promise<"ours" | "foreign" | "unclear"> {
  if (process.platform === "linux") {
    const folder = `/proc/${found.pid}`;
    const name = await readFile(`${folder}/comm`, "utf8").then((comm) => comm.trim(), gone);
    if (name !== "postgres") return "foreign";
    const [works, ours] = await Promise.all([
      // A server works in its own folder, also when the folder was renamed meanwhile.
      stat(`${folder}/cwd/.`).catch(goneOrForbidden),
      stat(cluster),
    ]);
    if (works === "gone") return "foreign";
    if (works !== "forbidden") {
      return works.dev === ours.dev && works.ino === ours.ino ? "ours" : "foreign";
    }
  }
  // Reached where the system shows no folder of another process: macOS, Windows, some containers.
  const [told, real] = await Promise.all([
    realpath(found.folder).catch(() => found.folder),
    realpath(cluster),
  ]);
  return told === real ? "ours" : "unclear";
}

function gone(): null {
  return null;
}

function goneOrForbidden(error: NodeJS.ErrnoException): "gone" | "forbidden" {
  return error.code === "EACCES" || error.code === "EPERM" ? "forbidden" : "gone";
}

function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
