import type { Status } from "@healthops/replica/status/status";

/** Groups of changes that exist on this device only: waiting, refused, or held behind a refused one. */
export function unsentWork(status: Status | null): number {
  return status === null ? 0 : status.waiting + status.rejected + status.held;
}
