import type { Timers } from "@healthops/base/ports";
import { Counter, Gauge } from "prom-client";
import type { Registry } from "prom-client";
import type { HeadTeller } from "../audit/head-teller.ts";
import { sealLateness } from "../audit/seal-lateness.ts";
import type { Hub } from "../hub.ts";

const DATABASE_WAIT_ms = 2_000;

/** What the hub says of its audit chain, read when somebody asks. */
export function watchAudit(
  { pool, ports, headTeller }: Pick<Hub, "pool" | "ports" | "headTeller">,
  registry: Registry,
): void {
  const late: Gauge = new Gauge({
    name: "healthops_audit_seal_late_seconds",
    help: "What the oldest unsealed change or event has waited beyond the sealing interval; NaN when the database does not say",
    registers: [],
    collect: async (): Promise<void> =>
      late.set(await inTime(ports.timers, async () => (await sealLateness(pool)).late_s)),
  });
  registry.registerMetric(late);
  if (headTeller !== null) watchTelling(headTeller, registry);
}

function watchTelling(teller: HeadTeller, registry: Registry): void {
  const failures: Counter = new Counter({
    name: "healthops_audit_tell_failures_total",
    help: "Times that the address of HEALTHOPS_AUDIT_ANCHOR_URL did not take the end of the audit chain",
    registers: [],
    collect(): void {
      failures.reset();
      failures.inc(teller.telling.failures);
    },
  });
  const waiting: Gauge = new Gauge({
    name: "healthops_audit_tell_failures_in_a_row",
    help: "The same since it last took one; 0 when nothing waits",
    registers: [],
    collect: (): void => waiting.set(teller.telling.failedInARow),
  });
  registry.registerMetric(failures);
  registry.registerMetric(waiting);
}

/** The other numbers are told without this one, when the database is away. */
async function inTime(timers: Timers, ask: () => Promise<number>): Promise<number> {
  const { promise: late, resolve } = Promise.withResolvers<number>();
  const timer = timers.after(DATABASE_WAIT_ms, () => resolve(Number.NaN));
  const answer = await Promise.race([ask().catch(() => Number.NaN), late]);
  timer.cancel();
  return answer;
}
