import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { expect, test } from "vitest";
import { createDemoDatabase } from "./support/demo-database.ts";
import { ownEnvironment } from "./support/run-cli.ts";

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

/** A supervised hub whose log is read as it comes. */
function startSupervised(databaseUrl: string, port: number) {
  const child = spawn(process.execPath, ["apps/hub/src/supervised.ts", "--port", String(port)], {
    cwd: new URL("../../../", import.meta.url),
    env: {
      ...ownEnvironment(),
      DATABASE_URL: databaseUrl,
      HEALTHOPS_LOG_FORMAT: "json",
      HEALTHOPS_BACKUP_FOLDER: "none",
    },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let log = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (log += text));
  return {
    child,
    /** Process ids of the hubs that became ready, in order, once there are so many. */
    async ready(count: number): Promise<number[]> {
      for (;;) {
        const pids = [...log.matchAll(/"pid":(\d+).*"the hub is ready"/g)].map(([, pid]) =>
          Number(pid),
        );
        if (pids.length >= count) return pids;
        if (child.exitCode !== null) throw new Error(`the supervisor ended: ${log}`);
        await delay(50);
      }
    },
  };
}

const health = (port: number): Promise<number> =>
  fetch(`http://127.0.0.1:${port}/health`).then(({ status }) => status);

test.skipIf(process.platform === "win32")(
  "a hub that is killed answers again by itself, and ends when its supervisor is asked to end",
  async () => {
    const database = await createDemoDatabase();
    const port = await freePort();
    const { child, ready } = startSupervised(database.connectionString, port);
    const [first = 0] = await ready(1);
    process.kill(first, "SIGKILL");
    const [, second = 0] = await ready(2);
    expect(second).not.toBe(first);
    expect(await health(port)).toBe(200);
    child.kill("SIGTERM");
    const [code] = (await once(child, "exit")) as [number | null];
    expect(code).toBe(0);
    await expect(health(port)).rejects.toThrow("fetch failed");
    await database.drop();
  },
  180_000,
);

test.skipIf(process.platform === "win32")(
  "a hub that cannot start says why once, and is not started again",
  async () => {
    const busy = createServer().listen(0, "127.0.0.1");
    await once(busy, "listening");
    const { port } = busy.address() as AddressInfo;
    const { child } = startSupervised("postgres://nobody@127.0.0.1:1/none", port);
    const [code] = (await once(child, "exit")) as [number | null];
    expect(code).toBe(1);
    busy.close();
  },
);
