import type { Operation } from "./operation.ts";
import type { SimulationOptions, Verdict } from "./run-simulation.ts";
import { runSimulation } from "./run-simulation.ts";

/** Most runs that a shrinking takes; each takes about a second. */
const RUNS_MAX = 300;

/**
 * The shortest list of operations that still fails, found by leaving out ever smaller parts. `fails`
 * is asked at most `runsMax` times; the given list is taken to fail.
 */
export async function shrinkList<T>(
  items: readonly T[],
  fails: (items: readonly T[]) => Promise<boolean>,
  runsMax = RUNS_MAX,
): Promise<readonly T[]> {
  let kept = items;
  let runs = 0;
  for (
    let size = Math.ceil(kept.length / 2);
    size >= 1;
    size = size === 1 ? 0 : Math.ceil(size / 2)
  ) {
    // From the end: what comes last matters least to what went wrong before it.
    for (let end = kept.length; end > 0; end -= size) {
      const shorter = [...kept.slice(0, Math.max(0, end - size)), ...kept.slice(end)];
      if (runs >= runsMax) return kept;
      runs += 1;
      if (await fails(shorter)) kept = shorter;
    }
  }
  return kept;
}

/** A failing run made as short as can be; null when it does not fail (any more). */
export async function shrinkSimulation(
  options: SimulationOptions,
  progress: (operations: number) => void = () => undefined,
): Promise<Verdict | null> {
  const first = await runSimulation(options);
  if (first.failures.length === 0) return null;
  let shortest = first;
  await shrinkList<Operation>(first.operations, async (operations) => {
    const verdict = await runSimulation({ ...options, operations });
    if (verdict.failures.length === 0) return false;
    shortest = verdict;
    progress(operations.length);
    return true;
  });
  return shortest;
}

/** One operation a line, to read and to keep as JSON. */
export function operationsText(operations: readonly Operation[]): string {
  return `[\n${operations.map((operation) => `  ${JSON.stringify(operation)}`).join(",\n")}\n]`;
}
