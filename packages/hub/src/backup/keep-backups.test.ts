import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { backupName, takenAtOf } from "./backup-name.ts";
import { thinBackups, toRemove } from "./keep-backups.ts";

const KEEP = { days: 7, weeks: 4, months: 6 };
const DAY_ms = 86_400_000;
const END_ms = Date.parse("2026-03-04T01:00:00.000Z");
/** One a day, the last on Wednesday, 4 March 2026. */
const daily = (days: number): string[] =>
  Array.from({ length: days }, (_, at) => new Date(END_ms - at * DAY_ms).toISOString());

function kept(taken: readonly string[], keep = KEEP): string[] {
  const gone = new Set(toRemove(taken, keep));
  return taken.filter((at) => !gone.has(at)).map((at) => at.slice(0, 10));
}

test("of a year of daily backups 7 days, 4 weeks and 6 months stay", () => {
  expect(kept(daily(365))).toEqual([
    "2026-03-04",
    "2026-03-03",
    "2026-03-02",
    "2026-03-01",
    "2026-02-28",
    "2026-02-27",
    // the seventh day; then Sundays, the last of their weeks; then the last days of months
    "2026-02-26",
    "2026-02-22",
    "2026-02-15",
    "2026-01-31",
    "2025-12-31",
    "2025-11-30",
    "2025-10-31",
  ]);
});

test("thinned day by day, the same stay as when thinned at once", () => {
  let present: string[] = [];
  for (const taken of daily(365).toReversed()) {
    present.push(taken);
    const gone = new Set(toRemove(present, KEEP));
    present = present.filter((at) => !gone.has(at));
  }
  expect(present.map((at) => at.slice(0, 10)).toReversed()).toEqual(kept(daily(365)));
});

test("the newest stays, whatever the numbers say; of two of one day the later one", () => {
  expect(kept(daily(3), { days: 0, weeks: 0, months: 0 })).toEqual(["2026-03-04"]);
  const [newest = ""] = daily(1);
  expect(toRemove([newest, "2026-03-04T00:30:00.000Z"], { days: 1, weeks: 0, months: 0 })).toEqual([
    "2026-03-04T00:30:00.000Z",
  ]);
});

test("only backups are removed from the folder, nothing else of it", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "healthops-keep-"));
  const names = [...daily(3).map(backupName), "notes.txt", "healthops-old.backup"];
  for (const name of names) await writeFile(path.join(folder, name), "");
  expect(await thinBackups(folder, { days: 1, weeks: 0, months: 0 })).toBe(2);
  const left = await readdir(folder);
  expect(left.toSorted()).toEqual([names[0], "healthops-old.backup", "notes.txt"].toSorted());
  expect(await thinBackups(path.join(folder, "missing"), KEEP)).toBe(0);
  await rm(folder, { recursive: true });
});

test("a name says when the backup was taken", () => {
  const at = "2026-03-04T01:02:03.004Z";
  expect(takenAtOf(backupName(at))).toBe(at);
  expect(takenAtOf("healthops-2026-13-45T010203004Z.backup")).toBeNull();
});
