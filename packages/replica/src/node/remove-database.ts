import { rm } from "node:fs/promises";

/** SQLite keeps these beside a database in WAL mode. */
const BESIDE = ["", "-wal", "-shm", "-journal"];

/** Removes a closed SQLite database with all that belongs to it; nothing there is fine too. */
export async function removeDatabase(path: string): Promise<void> {
  for (const suffix of BESIDE) await rm(`${path}${suffix}`, { force: true });
}
