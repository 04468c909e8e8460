import { isProblem } from "@healthops/base/problem";
import type { Problem } from "@healthops/base/problem";
import { copiedDeviceIn } from "../restored/become-own-device.ts";
import type { Batch } from "./build-batch.ts";

/**
 * The hub's refusal of a push of which the first groups are what it knows and only a later one is not
 * [PSH4], or null. What it knows comes alone first, to get its receipts; the next push shows the rest.
 */
export function refusalBehind(error: unknown, batch: Batch): Problem | null {
  return isProblem(error) && groupsBefore(error, batch) > 0 ? error : null;
}

/** How many groups of the batch come before the one that the hub does not know. */
export function groupsBefore(refusal: Problem, { groups }: Batch): number {
  const copied = copiedDeviceIn(refusal);
  if (copied === null) return 0;
  return groups.filter(({ seq }) => seq < copied.seq).length;
}
