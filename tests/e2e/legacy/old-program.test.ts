import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { HUB_MODULES } from "@healthops/installed/on-hub";
import { addSite, openTestHub } from "@healthops/testing/hub/test-hub";
import { expect, test } from "vitest";
import { startHubProcess } from "../cli/support/hub-process.ts";
import { runCommand } from "../cli/support/run-cli.ts";

const SCRIPT = new URL("./old_program.py", import.meta.url).pathname;

const MB = 1024 * 1024;
/** What a hub takes by default. */
const LIMIT_MB = 512;
const TOO_LARGE = {
  status: 413,
  code: "file_too_large",
  detail: expect.stringContaining(`larger than ${LIMIT_MB} MB`),
  hung_up: true,
};

interface Step {
  readonly status: number;
  readonly code: string | null;
  readonly counts: Readonly<Record<string, readonly number[]>>;
  readonly refusals: readonly unknown[];
  /** Bytes of a body that the hub had enough of. */
  readonly sent: number;
}

test("an old program in Python hands over, downloads, goes on, and is told what is wrong", async () => {
  const it = await openTestHub(HUB_MODULES);
  await addSite(it.hub, "Ankara");
  await addSite(it.hub, "İstanbul");
  const hub = await startHubProcess(it.connectionString);
  const folder = await mkdtemp(join(tmpdir(), "old-program-"));
  try {
    const keys: string[] = [];
    for (const site of ["Ankara", "ankara", "Istanbul"]) {
      const made = await runCommand(["key", "create", "--site", site, "--json"], {
        environment: { DATABASE_URL: it.connectionString },
      });
      expect(made.stderr).toBe("");
      keys.push((JSON.parse(made.stdout) as { key: string }).key);
    }
    const { stdout } = await promisify(execFile)("python3", [SCRIPT, hub.url, ...keys, folder], {
      maxBuffer: 8 * 1024 * 1024,
    });
    const steps = JSON.parse(stdout) as Record<string, unknown>;
    const step = (name: string): Step => steps[name] as Step;
    const outcome = (name: string) => [step(name).status, step(name).code];

    const both = steps["two at once"] as Record<string, Step>;
    for (const place of ["ankara", "istanbul"]) {
      expect(both[place]?.counts, place).toEqual({
        employees: [8, 0, 0, 0],
        timesheets: [40, 0, 0, 0],
        vehicles: [1, 0, 0, 0],
        drivers: [1, 0, 0, 0],
        users: [1, 0, 0, 0],
        settings: [1, 0, 0, 0],
      });
    }
    expect(changesOf(step("again"))).toBe(0);
    expect(step("second PC").counts["employees"]).toEqual([3, 0, 0, 0]);
    expect(steps["download"]).toBe("ok");
    expect(steps["regions seen"]).toEqual([["Ankara", 11]]);
    expect(steps["own rows"]).toEqual([[8, "Ankara 8", 44, "2024-01-08 08:00:00"]]);
    expect(steps["own login"]).toEqual([["old-hash"]]);
    expect(changesOf(step("downloaded again"))).toBe(0);
    expect(step("went on").counts["employees"]?.slice(0, 2)).toEqual([1, 0]);
    expect(step("went on").counts["timesheets"]?.slice(0, 2)).toEqual([1, 1]);
    expect(steps["second download"]).toBe("ok");
    expect(steps["after it"]).toEqual([
      ["Ankara 1", "08:00"],
      ["Ankara new", "09:00"],
    ]);

    expect(outcome("wrong key")).toEqual([401, "key_invalid"]);
    expect(step("another region's row").refusals).toEqual([
      ["employees", 99, "it belongs to İstanbul, and this key opens Ankara only"],
    ]);
    expect(outcome("truncated")).toEqual([422, "damaged_database"]);
    expect(outcome("text")).toEqual([422, "not_a_database"]);
    expect(step("hostile trigger").status).toBe(200);
    expect(outcome("hostile view")).toEqual([422, "not_a_table"]);
    expect(steps["five gigabytes"]).toMatchObject(TOO_LARGE);
    expect(steps["five gigabytes, unannounced"]).toMatchObject(TOO_LARGE);
    expect(steps["five gigabytes, wrong key"]).toMatchObject({
      status: 401,
      code: "key_invalid",
      hung_up: true,
    });
    // As much as a file may have, and what the hub throws away before it hangs up.
    expect(step("five gigabytes").sent).toBeLessThan(128 * MB);
    expect(step("five gigabytes, wrong key").sent).toBeLessThan(128 * MB);
    expect(step("five gigabytes, unannounced").sent).toBeLessThan((LIMIT_MB + 128) * MB);
    expect(changesOf(step("still well"))).toBe(0);

    const { rows } = await it.hub.pool.query(
      `select distinct h.reason from hub.history h join data.employees e on e.id = h.record_id`,
    );
    expect(rows).toContainEqual({ reason: "nightly" });
  } finally {
    await hub.stop();
    await rm(folder, { recursive: true, force: true });
    await it.close();
  }
}, 180_000);

function changesOf({ counts }: Step): number {
  return Object.values(counts).reduce((sum, [added = 0, changed = 0]) => sum + added + changed, 0);
}
