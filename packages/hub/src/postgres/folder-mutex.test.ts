import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

import { withFolderMutex } from "./folder-mutex.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "healthops-mutex-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test("work under one lock file never overlaps", async () => {
  const file = path.join(folder, "one.lock");
  let inside = 0;
  let most = 0;
  const work = async (): Promise<void> => {
    inside += 1;
    most = Math.max(most, inside);
    await new Promise((resolve) => setImmediate(resolve));
    inside -= 1;
  };
  await Promise.all(Array.from({ length: 8 }, () => withFolderMutex(file, work)));
  expect(most).toBe(1);
});

test("work that throws gives the lock back", async () => {
  const file = path.join(folder, "two.lock");
  const failing = withFolderMutex(file, () => Promise.reject(new Error("no")));
  await expect(failing).rejects.toThrow("no");
  await expect(withFolderMutex(file, () => Promise.resolve("yes"))).resolves.toBe("yes");
});

test("a holder killed with kill -9 leaves no lock behind", async () => {
  const file = path.join(folder, "three.lock");
  const code = `
    import { withFolderMutex } from ${JSON.stringify(import.meta.resolve("./folder-mutex.ts"))};
    await withFolderMutex(${JSON.stringify(file)}, () => {
      console.log("held");
      return new Promise(() => setInterval(() => undefined, 1000));
    });`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", code], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  let taken = false;
  const ours = withFolderMutex(file, () => {
    taken = true;
    return Promise.resolve();
  });
  await new Promise((resolve) => setImmediate(resolve));
  expect(taken).toBe(false);
  child.kill("SIGKILL");
  await ours;
  expect(taken).toBe(true);
});
