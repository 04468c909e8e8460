import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { REPOSITORY } from "./fences/tree.ts";

/** What the check of known faults says about an answer of npm. */
function verdictOf(output: string): { passed: boolean; lines: string[] } {
  const program = `import { verdictOf } from ${JSON.stringify(join(REPOSITORY, ".ci/audit.mjs"))};
    console.log(JSON.stringify(verdictOf(${JSON.stringify(output)})));`;
  const run = spawnSync(process.execPath, ["--input-type=module", "--eval", program], {
    encoding: "utf8",
  });
  return JSON.parse(run.stdout) as ReturnType<typeof verdictOf>;
}

const answer = (severity: string) =>
  JSON.stringify({
    auditReportVersion: 2,
    vulnerabilities: { some: { name: "some", severity, range: "<1.2.3" } },
  });

describe("known faults of what ships", () => {
  test.each(["high", "critical"])("bites on one of severity %s", (severity) => {
    expect(verdictOf(answer(severity))).toEqual({
      passed: false,
      lines: [`some <1.2.3: ${severity}`],
    });
  });

  test("lets a small one pass", () => {
    expect(verdictOf(answer("moderate"))).toMatchObject({ passed: true });
  });

  test.each([
    ["no answer", ""],
    ["a page of a proxy", "<html>"],
    ["an error", JSON.stringify({ message: "request failed", error: { code: "ENOTFOUND" } })],
  ])("passes with a note when there is %s", (_what, output) => {
    expect(verdictOf(output)).toEqual({
      passed: true,
      lines: ["no registry answered: known faults were not looked for"],
    });
  });
});
