import { mkdtempSync, rmSync } from "node:fs";
import { mkdir, readdir, rmdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { keepCopy, listCopies } from "./copies.ts";
import {
  beginErasure,
  eraseDatabase,
  finishErasure,
  forgetErasure,
  isErased,
} from "./erase-database.ts";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "erase-"));
  file = join(folder, "replica.sqlite");
  const database = new DatabaseSync(file);
  database.exec("create table t (a text); insert into t values ('a secret')");
  database.close();
});
afterEach(() => rmSync(folder, { recursive: true }));

const left = async () => (await readdir(folder)).toSorted();

describe("[DEV3] a device whose data is erased keeps no copy of it", () => {
  test("not those that were kept, chosen, half made, nor what SQLite writes beside each", async () => {
    await keepCopy(file, new Date("2026-01-01T00:00:00.001Z"));
    await keepCopy(file, new Date("2026-01-02T00:00:00.001Z"));
    const [copy = ""] = await listCopies(file);
    for (const one of ["-wal", "-shm", "-journal", ".chosen", ".half", ".half-journal"]) {
      await writeFile(file + one, "a secret");
    }
    await writeFile(`${copy}-journal`, "a secret");
    await writeFile(join(folder, "device.json"), "{}");
    expect(await isErased(file)).toBe(false);
    await eraseDatabase(file);
    expect(await left()).toEqual(["device.json", "replica.sqlite.erased"]);
    expect(await isErased(file)).toBe(true);
  });

  test("also when it was cut off: whoever comes next ends it, and nobody ends what was not begun", async () => {
    await keepCopy(file, new Date("2026-01-01T00:00:00.001Z"));
    expect(await finishErasure(file)).toBe(false);
    expect(await left()).toHaveLength(2);
    await beginErasure(file);
    expect(await isErased(file)).toBe(true);
    expect(await finishErasure(file)).toBe(true);
    expect(await left()).toEqual(["replica.sqlite.erased"]);
  });

  test("and is not called erased while something is left: the next start tries again", async () => {
    // What cannot be removed as a file stands for one that another program holds.
    const stubborn = `${file}.before-2026-01-01T000000001Z`;
    await mkdir(stubborn);
    await expect(eraseDatabase(file)).rejects.toMatchObject({ code: "erasure_unfinished" });
    expect(await left()).toEqual([
      "replica.sqlite.before-2026-01-01T000000001Z",
      "replica.sqlite.erasing",
    ]);
    await expect(finishErasure(file)).rejects.toMatchObject({ code: "erasure_unfinished" });
    await rmdir(stubborn);
    expect(await finishErasure(file)).toBe(true);
    expect(await left()).toEqual(["replica.sqlite.erased"]);
  });

  test("until somebody signs in anew, whose data it does not touch", async () => {
    await eraseDatabase(file);
    await forgetErasure(file);
    await writeFile(file, "of the next person");
    expect(await isErased(file)).toBe(false);
    expect(await finishErasure(file)).toBe(false);
    expect(await left()).toEqual(["replica.sqlite"]);
  });
});

test("what stands beside a copy, or is half made, is no copy to go back to", async () => {
  await keepCopy(file, new Date("2026-01-01T00:00:00.001Z"));
  const [copy = ""] = await listCopies(file);
  await writeFile(`${copy}-journal`, "");
  await writeFile(`${file}.half`, "");
  expect(await listCopies(file)).toEqual([copy]);
});
