import type { Problem } from "@healthops/base/problem";
import { isProblem } from "@healthops/base/problem";
import type { Batch } from "./build-batch.ts";

/** Whether the hub stopped the request because it took too long. */
export function isTimedOut(error: unknown): error is Problem {
  return isProblem(error) && error.code === "timed_out";
}

/**
 * The hub's word that a push of several groups took too long, or null. The same again would take as long
 * again: with fewer at once the device gets on, whatever makes them slow.
 */
export function tooMuchAtOnce(error: unknown, { groups }: Batch): Problem | null {
  return isTimedOut(error) && groups.length > 1 ? error : null;
}
