import { chmod, mkdir, mkdtemp, readlink, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { completeLibraryLinks, findPlatformPackage } from "./platform-package.ts";
import { findPrograms } from "./programs.ts";
import { runProgram } from "./run-program.ts";
import { runningAsRoot, userForNewServer } from "./server-user.ts";
import { quietLog } from "./testing/quiet-log.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "healthops-programs-"));
  await chmod(folder, 0o755);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("PostgreSQL's programs", () => {
  test("are found where npm put them", async () => {
    const found = await findPlatformPackage();
    expect((await stat(path.join(found.folder, "native/bin"))).isDirectory()).toBe(true);
    expect(found.version).toMatch(/^\d+\.\d+.*-(linux|darwin|windows)-/);
  });

  test("that do not exist for a platform are a problem, not a crash", async () => {
    await expect(findPlatformPackage("sunos", "sparc")).rejects.toMatchObject({
      code: "database_unsupported_platform",
    });
  });

  test("get their library links also when install scripts are switched off", async () => {
    const place = path.join(folder, "links");
    await mkdir(path.join(place, "native/lib"), { recursive: true });
    await writeFile(
      path.join(place, "native/pg-symlinks.json"),
      JSON.stringify([{ source: "native/lib/libpq.so.5.18", target: "native/lib/libpq.so.5" }]),
    );
    expect(await completeLibraryLinks(place)).toBe(true);
    expect(await readlink(path.join(place, "native/lib/libpq.so.5"))).toBe("libpq.so.5.18");
    expect(await completeLibraryLinks(place)).toBe(true);
  });

  test.runIf(runningAsRoot())(
    "in a folder closed to the server's user are copied once",
    async () => {
      const real = await findPlatformPackage();
      const closed = path.join(folder, "closed");
      await mkdir(closed, { mode: 0o700 });
      await symlink(path.join(real.folder, "native"), path.join(closed, "native"));
      const user = await userForNewServer();
      const options = {
        user,
        copyFolder: path.join(folder, "shared"),
        log: quietLog,
        installed: { folder: closed, version: "0-test" },
      };
      const programs = await findPrograms(options);
      expect(programs.initdb).toContain(path.join(folder, "shared/postgres-0-test"));
      const run = await runProgram(programs.initdb, ["--version"], { user, folder: "/" });
      expect(run.output).toContain("PostgreSQL");
      const made = await stat(programs.initdb);
      expect(await findPrograms(options)).toEqual(programs);
      expect((await stat(programs.initdb)).ctimeMs).toBe(made.ctimeMs);
      expect((await stat(closed)).mode & 0o777).toBe(0o700);
    },
  );
});
