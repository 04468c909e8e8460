import { openTestHub } from "@healthops/testing/hub/test-hub";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import { systemPorts } from "@healthops/base/system-ports";
import { sampleModule } from "@healthops/testing/fixtures/sample-module";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { OpenHubServer } from "../doors/hub-server.ts";
import { addTestPerson, call, codes, listeningServer, signIn } from "../testing/server-fixture.ts";
import type { OpenHub } from "../doors/open-hub.ts";
import { openHub } from "../doors/open-hub.ts";
import type { HubJob } from "./hub-job.ts";
import { nextRun } from "./next-run.ts";
import { TEST_WRAPPING_KEY } from "@healthops/testing/hub/test-wrapping-key";

let it: TestHub;
let second: OpenHub;
let server: OpenHubServer;
let url: string;
let admin: string;
let user: string;
let began = 0;
let atOnce = 0;
let atOnceMost = 0;
let release: () => void = () => undefined;

const slow: HubJob = {
  name: "slow",
  title: { en: "Slow", tr: "Yavaş" },
  schedule: null,
  async run() {
    began++;
    atOnceMost = Math.max(atOnceMost, ++atOnce);
    await new Promise<void>((resolve) => (release = resolve));
    atOnce--;
    return "took its time";
  },
};
const broken: HubJob = {
  name: "broken",
  title: { en: "Broken", tr: "Bozuk" },
  schedule: "0 3 * * *",
  run: () => Promise.reject(new Error("the disk is full")),
};
const MODULES = [{ module: sampleModule, jobs: [slow, broken] }];

beforeAll(async () => {
  it = await openTestHub(MODULES);
  ({ server, url } = await listeningServer(it.hub));
  await addTestPerson(it.hub, "root", "ADMIN");
  await addTestPerson(it.hub, "ada", "USER");
  admin = (await signIn(server, "root")).accessToken;
  user = (await signIn(server, "ada")).accessToken;
  second = await openHub({
    connectionString: it.connectionString,
    modules: MODULES,
    ports: systemPorts(),
    wrappingKey: TEST_WRAPPING_KEY,
    onFault: () => undefined,
  });
});
afterAll(async () => {
  await server.close();
  await second.close();
  await it.close();
});

const get = (path: string, token = admin) => call(`${url}/api/v1/${path}`, "GET", token);
const run = (name: string, token = admin) => call(`${url}/api/v1/jobs/${name}/run`, "POST", token);
const jobNamed = async (name: string) =>
  ((await get("jobs")).body["jobs"] as { name: string }[]).find((job) => job.name === name);

describe("jobs", () => {
  test("are listed, and refused to others, before this process runs any", async () => {
    const { body } = await get("jobs");
    expect(body).toMatchObject({ running: false });
    expect(await jobNamed("broken")).toEqual({
      name: "broken",
      title: { en: "Broken", tr: "Bozuk" },
      schedule: "0 3 * * *",
      next: null,
      last: null,
    });
    expect(await jobNamed("audit-verify")).toBeDefined();
    expect(codes(await run("slow"))).toEqual([503, "jobs_not_running"]);
    expect(codes(await run("none"))).toEqual([404, "unknown_job"]);
    expect(codes(await run("slow", user))).toEqual([403, "not_permitted"]);
    expect(codes(await get("jobs", user))).toEqual([403, "not_permitted"]);
  });

  test("of two hubs on a database run once for each time they are asked for, never at once", async () => {
    await Promise.all([it.hub.jobs.start(), second.jobs.start()]);
    expect((await get("jobs")).body).toMatchObject({ running: true });
    expect((await run("slow")).status).toBe(202);
    await expect.poll(() => began, { timeout: 10_000 }).toBe(1);
    expect(await jobNamed("slow")).toMatchObject({
      last: { outcome: "running", finishedAt: null, byPersonId: expect.any(String) },
    });
    expect((await run("slow")).status).toBe(202);
    expect(codes(await run("slow"))).toEqual([409, "job_waiting"]);
    release();
    await expect.poll(() => began, { timeout: 40_000 }).toBe(2);
    release();
    await expect
      .poll(async () => (await get("jobs/slow/runs")).body["runs"], { timeout: 10_000 })
      .toMatchObject([
        { outcome: "done", message: "took its time", duration_ms: expect.any(Number) },
        { outcome: "done" },
      ]);
    expect(atOnceMost).toBe(1);
  }, 60_000);

  test("that fail say why, and come round again", async () => {
    await it.hub.jobs.runHere("broken");
    expect(await jobNamed("broken")).toMatchObject({
      next: expect.stringMatching(/T03:00:00\.000Z$/),
      last: { outcome: "failed", message: "the disk is full", byPersonId: null },
    });
  });

  test("of the hub's own do their work", async () => {
    for (const name of ["housekeeping", "audit-seal", "audit-verify"]) {
      expect([name, await it.hub.jobs.runHere(name)]).toEqual([name, "done"]);
    }
  });
});

test("a schedule is read in UTC", () => {
  const after = new Date("2026-03-01T10:07:00Z");
  expect(nextRun("*/10 * * * *", after)).toBe("2026-03-01T10:10:00.000Z");
  expect(nextRun("17 2 * * *", after)).toBe("2026-03-02T02:17:00.000Z");
});
