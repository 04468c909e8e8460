import { spawn } from "node:child_process";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { createDemoDatabase } from "./support/demo-database.ts";
import { startHubProcess } from "./support/hub-process.ts";
import { ownEnvironment, runCommand, startCommand } from "./support/run-cli.ts";

const START = { program: "apps/hub/src/main.ts" };

/** Open for passing through: as root the database's server runs as another user. */
async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "healthops-start-"));
  await chmod(folder, 0o711);
  return folder;
}

/** The status of an attempt to sign in with the demo's password, and the refusal's code. */
async function signIn(url: string): Promise<readonly [number, string | undefined]> {
  const answer = await fetch(`${url}/api/v1/auth/sign-in`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ username: "admin", password: "healthops-demo" }),
  });
  return [answer.status, ((await answer.json()) as { code?: string }).code];
}

test("a first start makes database and demo, a second finds them, and both end cleanly", async () => {
  const folder = await temporaryFolder();
  const flags = ["--demo=small", "--port", "0", "--data", path.join(folder, "data")];
  for (const round of ["first", "second"]) {
    const hub = startCommand(flags, START);
    const [, url = ""] = await hub.said(/Address +(http:\S+)/);
    expect(await signIn(url), round).toEqual([200, undefined]);
    expect((await fetch(`${url}/health`)).status, round).toBe(200);
    hub.process.kill("SIGINT");
    const { status, stdout } = await hub.ended;
    expect(status, round).toBe(0);
    for (const told of ["/api/docs", "admin", "patient", "healthops-demo", folder, "Ctrl-C"]) {
      expect(stdout, round).toContain(told);
    }
  }
  const people = await runCommand(["user", "list", "--json", "--data", path.join(folder, "data")]);
  expect((JSON.parse(people.stdout) as { people: unknown[] }).people).toHaveLength(14);
  await rm(folder, { recursive: true, force: true });
}, 180_000);

test("the demo's password is refused when other machines can reach the hub", async () => {
  const database = await createDemoDatabase();
  const near = await startHubProcess(database.connectionString);
  const far = await startHubProcess(database.connectionString, ["--host", "0.0.0.0"]);
  expect(await signIn(near.url)).toEqual([200, undefined]);
  expect(await signIn(`http://127.0.0.1:${far.port}`)).toEqual([403, "demo_password_refused"]);
  await near.stop();
  await far.stop();
  await database.drop();
}, 120_000);

test("a taken port is said in one sentence, before anything is made", async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const folder = await temporaryFolder();
  const ended = await runCommand(
    ["--port", String(port), "--data", path.join(folder, "data")],
    START,
  );
  expect(ended).toMatchObject({ status: 1, stdout: "" });
  expect(ended.stderr.trim().split("\n")).toHaveLength(1);
  expect(ended.stderr).toContain(`Port ${port} on 127.0.0.1 is taken.`);
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true, force: true });
});

test.skipIf(process.platform === "win32")(
  "the hub ends when the shell is gone in which npm has started it",
  async () => {
    const database = await createDemoDatabase();
    const shell = spawn("sh", ["-c", `"${process.execPath}" ${START.program} --port 0; true`], {
      cwd: new URL("../../../", import.meta.url),
      env: {
        ...ownEnvironment(),
        DATABASE_URL: database.connectionString,
        npm_lifecycle_event: "start",
      },
    });
    let stdout = "";
    const ended = new Promise((resolve) => {
      // The hub holds the stream for as long as it lives.
      shell.stdout.setEncoding("utf8").on("end", resolve);
    });
    await new Promise<void>((resolve) => {
      shell.stdout.on("data", (text: string) => {
        stdout += text;
        if (stdout.includes("Ctrl-C")) resolve();
      });
    });
    shell.kill("SIGTERM");
    await ended;
    const [, url = ""] = /Address +(http:\S+)/.exec(stdout) ?? [];
    await expect(fetch(`${url}/health`)).rejects.toThrow("fetch failed");
    await database.drop();
  },
);
