import { progressLine } from "@healthops/app-hub/run/progress-line";
import type { Replica } from "@healthops/replica/replica";
import type { SyncReport } from "@healthops/replica/sync/sync-run";
import { note, printJson, printText } from "../output/print.ts";
import { A_COPY } from "./show-status.ts";
import type { DeviceOptions } from "./open-device.ts";
import { withDevice } from "./open-device.ts";

/** `replica sync`: pushes what waits, then pulls. */
export async function syncCommand(options: DeviceOptions): Promise<void> {
  await withDevice(options, async ({ replica }) => {
    const stop = showProgress(replica);
    const report = await replica.sync().finally(stop);
    if (options.json) return printJson(report);
    printText(reportText(report));
    if (report.copied) note(`This device was ${A_COPY}.`);
    if (report.rejected > 0) note("See `rejected` for what the hub refused, and why.");
    if (report.conflicts > 0) note("See `conflicts` for what somebody else had changed too.");
  });
}

function reportText({ pushed, conflicts, rejected, pulled }: SyncReport): string {
  const parts = [`${pushed} sent`, `${pulled} received`];
  if (conflicts > 0) parts.push(`${conflicts} in conflict`);
  if (rejected > 0) parts.push(`${rejected} refused`);
  return `Synced: ${parts.join(", ")}.`;
}

/** Pulls that are over before anybody could read how far they are: of few records, or on a quick line. */
const LONG = 5_000;
const LONG_MS = 2_000;

function showProgress(replica: Replica): () => void {
  const show = progressLine(process.stderr);
  const from_ms = performance.now();
  return replica.watchStatus({
    next({ phase }) {
      if (phase.kind !== "pulling" || phase.remaining === null) return;
      const total = phase.received + phase.remaining;
      if (total > LONG || performance.now() - from_ms > LONG_MS)
        show("Receiving", phase.received / total);
    },
    failed() {},
  });
}
