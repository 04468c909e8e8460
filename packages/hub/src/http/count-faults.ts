import type { Faults } from "../faults/faults.ts";
import type { HubMetrics } from "./metrics.ts";
import type { Vitals } from "./vitals.ts";

/** Faults stand among the hub's errors, and are counted beside what else is measured. */
export function countFaults(faults: Faults, vitals: Vitals, metrics: HubMetrics): void {
  faults.subscribe(({ id, where, code }) => {
    vitals.failed({ code, route: where, requestId: id });
    metrics.fault(where);
  });
}
