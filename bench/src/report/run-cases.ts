import { mkdirSync, writeFileSync } from "node:fs";
import { loadavg } from "node:os";
import { dirname, join, resolve } from "node:path";
import type { Options } from "../options.ts";
import type { Line } from "./line.ts";
import { judge } from "./line.ts";
import type { MachineFacts } from "./machine-facts.ts";
import type { CaseReport } from "./table.ts";
import { tableText } from "./table.ts";

/** Where results go unless somebody names another place. */
export const RESULTS = join(import.meta.dirname, "../../results");

/** Runs the wanted cases one after the other, each with the load of the machine at its end. */
export async function runCases<C extends { readonly name: string; readonly title: string }>(
  cases: readonly C[],
  { only }: Pick<Options, "only">,
  run: (one: C) => Promise<readonly Line[]>,
): Promise<readonly CaseReport[]> {
  const reports: CaseReport[] = [];
  for (const one of cases) {
    const { name, title } = one;
    if (only !== null && !only.includes(name)) continue;
    const lines = await run(one);
    reports.push({ name, title, load: loadavg()[0] ?? 0, lines: lines.map(judge) });
  }
  return reports;
}

/** Prints the table, and writes everything to a file whose path is the answer. */
export function tell(
  facts: MachineFacts,
  reports: readonly CaseReport[],
  { json, quick }: Pick<Options, "json" | "quick">,
  prefix = "",
): string {
  process.stdout.write(`${factsText(facts)}\n${tableText(reports)}`);
  const date = new Date().toISOString().replaceAll(":", "-").slice(0, 19);
  const file = json === null ? join(RESULTS, `${prefix}${date}.json`) : resolve(json);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ facts, quick, cases: reports }, null, 2)}\n`);
  return file;
}

/** Says on standard error how far it is, with the seconds since the start. */
export function progressTeller(): (text: string) => void {
  const start = performance.now();
  const seconds = (): string => `${Math.round((performance.now() - start) / 1_000)}`.padStart(4);
  return (text) => void process.stderr.write(`${seconds()} s  ${text}\n`);
}

function factsText(facts: MachineFacts): string {
  return Object.entries(facts)
    .map(([name, value]) => `${name}: ${value}`)
    .join("\n")
    .concat("\n");
}
