/**
 * Reads vitest's JSON report: `node .ci/test-counts.mjs counts REPORT [REPORT of the second try]` prints
 * how many tests passed and failed, where files of the second try count instead of the first;
 * `… failed REPORT` prints the files to try again, one a line: none when so many failed that it is no
 * chance. Runs on the system's Node, before and beside the project's own.
 */
import { readFileSync } from "node:fs";
import path from "node:path";

/** More files than this do not fail because the machine was busy. */
const MOST_FILES_AGAIN = 8;

const [what, ...reports] = process.argv.slice(2);
const tries = reports.map((report) => JSON.parse(readFileSync(report, "utf8")).testResults);
const files = new Map(tries.flat().map((file) => [file.name, file]));

if (what === "failed") {
  const failed = [...files.values()].filter((file) => failedIn(file) > 0);
  if (failed.length <= MOST_FILES_AGAIN) {
    for (const { name } of failed) say(path.relative(process.cwd(), name));
  }
} else {
  let passed = 0;
  let failed = 0;
  for (const file of files.values()) {
    passed += file.assertionResults.filter(({ status }) => status === "passed").length;
    failed += failedIn(file);
  }
  say(`${passed} ${failed}`);
}

/** A file that does not load, or whose set-up throws, has no failed test of its own: it counts as one. */
function failedIn({ status, assertionResults }) {
  const failed = assertionResults.filter((one) => one.status === "failed").length;
  return failed === 0 && status === "failed" ? 1 : failed;
}

function say(line) {
  process.stdout.write(`${line}\n`);
}
