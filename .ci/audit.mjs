// Asks the registry whether a package that ships with the product has a known fault of severity high or
// critical. Where no registry answers, nothing is known, and that is said: the network's absence breaks nothing.
import { spawnSync } from "node:child_process";
import { pathToFileURL } from "node:url";

const ARGUMENTS = ["audit", "--omit=dev", "--audit-level=high", "--json"];
const WAIT_ms = 60_000;

/** What npm's answer comes to. */
export function verdictOf(output) {
  const { auditReportVersion, vulnerabilities = {} } = parsed(output);
  if (auditReportVersion === undefined) {
    return { passed: true, lines: ["no registry answered: known faults were not looked for"] };
  }
  const bad = Object.values(vulnerabilities).filter(({ severity }) =>
    ["high", "critical"].includes(severity),
  );
  if (bad.length === 0)
    return { passed: true, lines: ["no known fault of severity high or above"] };
  return {
    passed: false,
    lines: bad.map(({ name, severity, range }) => `${name} ${range}: ${severity}`),
  };
}

function parsed(output) {
  try {
    return JSON.parse(output) ?? {};
  } catch {
    return {};
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const { stdout } = spawnSync("npm", ARGUMENTS, { encoding: "utf8", timeout: WAIT_ms });
  const { passed, lines } = verdictOf(stdout ?? "");
  process.stdout.write(`${lines.join("\n")}\n`);
  process.exitCode = passed ? 0 : 1;
}
