import { readdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import { takenAtOf } from "./backup-name.ts";

/** How many backups stay: the newest of each of the last so many days, weeks and months that have any. */
export interface Retention {
  readonly days: number;
  readonly weeks: number;
  readonly months: number;
}

/** A backup in a folder. */
export interface KeptBackup {
  readonly file: string;
  readonly takenAt: string;
  readonly size_bytes: number;
}

/** Days from Thursday, 1 January 1970, to the first Monday. */
const FIRST_MONDAY = 4;
const DAY_ms = 86_400_000;

/**
 * The backups that may go, by the times at which they were taken (ISO, UTC). The newest always stays,
 * whatever the numbers say.
 */
export function toRemove(taken: readonly string[], keep: Retention): readonly string[] {
  const newestFirst = taken.toSorted().toReversed();
  const stays = new Set(newestFirst.slice(0, 1));
  const rules: readonly [number, (takenAt: string) => string][] = [
    [keep.days, (takenAt) => takenAt.slice(0, 10)],
    [keep.weeks, weekOf],
    [keep.months, (takenAt) => takenAt.slice(0, 7)],
  ];
  for (const [count, periodOf] of rules) {
    const periods = new Set<string>();
    for (const takenAt of newestFirst) {
      const period = periodOf(takenAt);
      if (periods.has(period)) continue;
      if (periods.size === count) break;
      periods.add(period);
      stays.add(takenAt);
    }
  }
  return newestFirst.filter((takenAt) => !stays.has(takenAt));
}

/** The backups of a folder, newest first; none when there is no such folder. */
export async function listBackups(folder: string): Promise<readonly KeptBackup[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  const found: KeptBackup[] = [];
  for (const name of names) {
    const takenAt = takenAtOf(name);
    if (takenAt === null) continue;
    const file = path.join(folder, name);
    found.push({ file, takenAt, size_bytes: (await stat(file)).size });
  }
  return found.toSorted((one, other) => (one.takenAt > other.takenAt ? -1 : 1));
}

/** Removes what need not stay; answers how many went. Other files of the folder are not touched. */
export async function thinBackups(folder: string, keep: Retention): Promise<number> {
  const backups = await listBackups(folder);
  const gone = new Set(
    toRemove(
      backups.map(({ takenAt }) => takenAt),
      keep,
    ),
  );
  const old = backups.filter(({ takenAt }) => gone.has(takenAt));
  for (const { file } of old) await rm(file, { force: true });
  return old.length;
}

function weekOf(takenAt: string): string {
  return String(Math.floor((Date.parse(takenAt) / DAY_ms - FIRST_MONDAY) / 7));
}
