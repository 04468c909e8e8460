import type { HubConfig } from "../config/settings.ts";
import { hasNobody } from "../demo/demo-state.ts";
import { startHub } from "../start-hub.ts";
import { banner, plainWarning } from "./banner.ts";
import { hubLog } from "./hub-log.ts";
import { progressLine } from "./progress-line.ts";
import { stopRequest } from "./stop-request.ts";

/** Exit status of a program that was made to end at once. */
const FORCED = 130;

/**
 * Runs a hub until somebody asks it to end: Ctrl-C or a signal ends it gracefully, a second one at
 * once. Throws the Problems of {@link startHub}.
 */
export async function runHub(config: HubConfig): Promise<void> {
  const log = hubLog(config, process.stderr.isTTY === true);
  const stop = stopRequest(() => {
    log.warn({}, "ending at once; the next start puts everything in order");
    process.exit(FORCED);
  });
  try {
    const warning = plainWarning(config);
    if (warning !== null) log.warn({}, warning);
    const running = await startHub({
      config,
      log,
      signal: stop.signal,
      onProgress: progressLine(process.stderr),
    });
    const hasPeople = !(await hasNobody(running.hub));
    process.stdout.write(
      banner({ address: running.address, config, demo: running.demo, hasPeople }),
    );
    log.info({ address: running.address }, "the hub is ready");
    await stop.requested;
    log.info({}, "stopping");
    await running.close();
    log.info({}, "stopped");
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    // Stopped while it started: what the start says to that is no news.
    log.info({}, "stopped");
  } finally {
    stop.dispose();
  }
}
