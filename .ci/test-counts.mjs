/**
 * Reads vitest's JSON report: `node .ci/test-counts.mjs counts REPORT [REPORT of the second try]` prints
 * how many tests passed and failed, where files of the second try count instead of the first;
 * `… failed REPORT` prints the files to try again, one a line: none when so many failed that it is no
 * chance; `… slowest REPORT` prints the files that took longest, and how long the files of each module took
 * together. Runs on the system's Node, before and beside the project's own.
 */
import { readFileSync } from "node:fs";
import path from "node:path";

/** More files than this do not fail because the machine was busy. */
const MOST_FILES_AGAIN = 8;
const SLOWEST_FILES = 10;

const [what, ...reports] = process.argv.slice(2);
const tries = reports.map((report) => JSON.parse(readFileSync(report, "utf8")).testResults);
const files = new Map(tries.flat().map((file) => [file.name, file]));

if (what === "failed") {
  const failed = [...files.values()].filter((file) => failedIn(file) > 0);
  if (failed.length <= MOST_FILES_AGAIN) {
    for (const { name } of failed) say(path.relative(process.cwd(), name));
  }
} else if (what === "slowest") {
  const timed = [...files.values()].map(({ name, startTime, endTime }) => ({
    name: path.relative(process.cwd(), name),
    seconds: (endTime - startTime) / 1000,
  }));
  const slowest = timed.toSorted((a, b) => b.seconds - a.seconds).slice(0, SLOWEST_FILES);
  for (const { name, seconds } of slowest) say(`${inSeconds(seconds)}  ${name}`);
  const modules = new Map();
  for (const { name, seconds } of timed) {
    const [module] = /^modules\/[^/]+/.exec(name) ?? [];
    if (module !== undefined) modules.set(module, (modules.get(module) ?? 0) + seconds);
  }
  for (const [module, seconds] of modules) say(`${inSeconds(seconds)}  ${module} together`);
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

function inSeconds(seconds) {
  return `${seconds.toFixed(1)} s`.padStart(8);
}

function say(line) {
  process.stdout.write(`${line}\n`);
}
