import type { Timers } from "@healthops/base/ports";
import { Gauge } from "prom-client";
import type { Registry } from "prom-client";
import { sealLateness } from "../audit/seal-lateness.ts";
import type { Hub } from "../hub.ts";

const DATABASE_WAIT_ms = 2_000;

/** What the hub says of its audit chain, read when somebody asks. */
export function watchAudit({ pool, ports }: Pick<Hub, "pool" | "ports">, registry: Registry): void {
  const late: Gauge = new Gauge({
    name: "healthops_audit_seal_late_seconds",
    help: "What the oldest unsealed change or event has waited beyond the sealing interval; NaN when the database does not say",
    registers: [],
    collect: async (): Promise<void> =>
      late.set(await inTime(ports.timers, async () => (await sealLateness(pool)).late_s)),
  });
  registry.registerMetric(late);
}

/** The other numbers are told without this one, when the database is away. */
async function inTime(timers: Timers, ask: () => Promise<number>): Promise<number> {
  const { promise: late, resolve } = Promise.withResolvers<number>();
  const timer = timers.after(DATABASE_WAIT_ms, () => resolve(Number.NaN));
  const answer = await Promise.race([ask().catch(() => Number.NaN), late]);
  timer.cancel();
  return answer;
}
