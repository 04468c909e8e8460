import { writeFile } from "node:fs/promises";
import path from "node:path";
import { stopRequest } from "@healthops/app-hub/run/stop-request";
import { startTestPostgres } from "@healthops/testing/postgres/test-postgres";
import type { TestPostgres } from "@healthops/testing/postgres/test-postgres";
import type { SimulationOptions, Verdict } from "@healthops/testing/simulator/run-simulation";
import { runSimulation } from "@healthops/testing/simulator/run-simulation";
import { operationsText, shrinkSimulation } from "@healthops/testing/simulator/shrink";
import { EXIT } from "../exit-status.ts";
import { note, printText } from "../output/print.ts";

export interface SimulateOptions {
  readonly seed: number;
  readonly seeds: number;
  readonly replicas: number;
  readonly steps: number;
  readonly shrink: boolean;
  readonly json: boolean;
}

/**
 * Runs the seeds one after the other on a database server of its own, prints the verdict of each, and
 * answers the exit status: 1 when one failed. Ctrl-C ends it after the running seed.
 */
export async function simulate(options: SimulateOptions): Promise<number> {
  const { seed, seeds, replicas, steps, json } = options;
  const stop = stopRequest(() => process.exit(EXIT.interrupted));
  const server = await startTestPostgres();
  const failed: number[] = [];
  try {
    for (let next = seed; next < seed + seeds && !stop.signal.aborted; next += 1) {
      const begun = performance.now();
      const verdict = await runSimulation({ seed: next, replicas, steps, server });
      const seconds = (performance.now() - begun) / 1000;
      printText(json ? verdictJson(verdict, seconds) : verdictText(verdict, seconds));
      if (verdict.failures.length === 0) continue;
      failed.push(next);
      note(
        `Again: healthops simulate --seed ${next} --replicas ${replicas} --steps ${steps} --shrink`,
      );
      if (options.shrink) await shrink({ seed: next, replicas, steps }, server);
    }
  } finally {
    await server.stop();
    stop.dispose();
  }
  if (stop.signal.aborted) return EXIT.interrupted;
  note(
    failed.length === 0
      ? `All ${seeds} passed.`
      : `${failed.length} of ${seeds} failed: seeds ${failed.join(", ")}.`,
  );
  return failed.length === 0 ? EXIT.ok : EXIT.failed;
}

/** Makes a failing run as short as can be and keeps its operations in a file, for a test. */
async function shrink(
  options: Omit<SimulationOptions, "server">,
  server: TestPostgres,
): Promise<void> {
  note("Making it shorter …");
  const verdict = await shrinkSimulation({ ...options, server }, (operations) =>
    note(`still fails with ${operations} operations`),
  );
  if (verdict === null) {
    note("It did not fail again.");
    return;
  }
  const file = path.resolve(`simulation-seed-${options.seed}.json`);
  await writeFile(file, `${operationsText(verdict.operations)}\n`);
  printText(`Shortest failing run: ${verdict.operations.length} operations, in ${file}`);
  printText(failureText(verdict));
}

function verdictText(verdict: Verdict, seconds: number): string {
  const { seed, steps, faultsInjected, failures } = verdict;
  const faults = Object.entries(faultsInjected).map(([name, count]) => `${count} ${name}`);
  const outcome = failures.length === 0 ? "ok" : "FAILED";
  const line = `seed ${seed}: ${outcome}, ${steps} operations, faults: ${faults.join(", ")} (${seconds.toFixed(1)} s)`;
  return failures.length === 0 ? line : `${line}\n${failureText(verdict)}`;
}

function failureText({ failures }: Verdict): string {
  return failures.map((failure) => `  ${failure.replaceAll("\n", "\n    ")}`).join("\n");
}

function verdictJson({ seed, steps, faultsInjected, failures }: Verdict, seconds: number): string {
  const ok = failures.length === 0;
  return JSON.stringify({ seed, ok, operations: steps, faultsInjected, failures, seconds });
}
