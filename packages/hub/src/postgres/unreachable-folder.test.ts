import { chmod, chown, mkdir, mkdtemp, readFile, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { openEmbeddedPostgres } from "./open-embedded-postgres.ts";
import { runningAsRoot, userForNewServer } from "./server-user.ts";
import { startHubProcess } from "./testing/hub-process.ts";
import { quietLog } from "./testing/quiet-log.ts";

let root = "";
let shared = "";
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), "healthops-root-"));
  await chmod(root, 0o755);
  shared = path.join(root, "shared");
});
afterAll(() => rm(root, { recursive: true, force: true }));

/** Only root runs the server as somebody else, who may not reach what root can. */
describe.runIf(runningAsRoot())("as root", { timeout: 120_000 }, () => {
  test("a data folder in a closed home gets its server in the shared folder", async () => {
    const home = path.join(root, "home");
    const dataFolder = path.join(home, "health data");
    await mkdir(home, { mode: 0o700 });
    const options = { dataFolder, sharedFolder: shared, log: quietLog };

    const first = await openEmbeddedPostgres(options);
    await first.close();
    const pointer = (await readFile(path.join(dataFolder, "postgres.location"), "utf8")).trim();
    expect(path.dirname(pointer)).toBe(shared);
    expect((await stat(pointer)).mode & 0o777).toBe(0o700);
    expect((await stat(home)).mode & 0o777).toBe(0o700);

    const second = await openEmbeddedPostgres(options);
    expect(new URL(second.connectionString).password).toBe(
      new URL(first.connectionString).password,
    );
    await second.close();
    expect(await serversIn(shared)).toHaveLength(1);

    await rm(dataFolder, { recursive: true });
    const empty = await openEmbeddedPostgres(options);
    await empty.close();
    expect(await serversIn(shared)).toHaveLength(2);

    await rm((await readFile(path.join(dataFolder, "postgres.location"), "utf8")).trim(), {
      recursive: true,
    });
    await expect(openEmbeddedPostgres(options)).rejects.toMatchObject({ code: "database_missing" });
  });

  test("an ordinary user's server is served by root as that user, and the other way refused", async () => {
    const user = await userForNewServer();
    if (user === null) throw new Error("root has no user for the server");
    const dataFolder = path.join(root, "ordinary");
    await mkdir(dataFolder, { mode: 0o700 });
    await chown(dataFolder, user.uid, user.gid);

    const theirs = await startHubProcess(dataFolder, shared, user);
    expect(theirs.ownedByUs).toBe(true);
    expect(await theirs.close()).toBe(0);
    const cluster = path.join(dataFolder, "postgres/cluster");
    expect((await stat(cluster)).uid).toBe(user.uid);

    const roots = await openEmbeddedPostgres({ dataFolder, sharedFolder: shared, log: quietLog });
    expect(roots.ownedByUs).toBe(true);
    await roots.close();

    const closed = path.join(root, "of-root");
    const ours = await openEmbeddedPostgres({
      dataFolder: closed,
      sharedFolder: shared,
      log: quietLog,
    });
    await ours.close();
    await expect(startHubProcess(closed, shared, user)).rejects.toThrow(
      "database_folder_forbidden",
    );
  });
});

async function serversIn(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => /^[0-9a-f]{16}-/.test(name));
}
