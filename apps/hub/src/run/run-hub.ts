import { setTimeout as delay } from "node:timers/promises";
import type { HubConfig } from "../config/settings.ts";
import { hasNobody } from "../demo/demo-state.ts";
import { startHub } from "./start-hub.ts";
import { backupsOf } from "./backups-of.ts";
import { banner, plainWarning } from "./banner.ts";
import { hubLog } from "./hub-log.ts";
import { recoveryNotice } from "./recovery-notice.ts";
import { progressLine } from "./progress-line.ts";
import { START_AGAIN, takeProcessFaults } from "./process-faults.ts";
import { READY } from "../supervise/supervise.ts";
import { stopRequest } from "./stop-request.ts";

/** Exit status of a program that was made to end at once. */
const FORCED = 130;
/** Time for a worn-out hub to close. */
const CLOSE_ms = 60_000;

/**
 * Runs a hub until somebody asks it to end: Ctrl-C or a signal ends it gracefully, a second one at
 * once. What fails meanwhile and belongs to no request ends nothing; a hub that goes on failing closes,
 * where somebody starts it again. Throws the Problems of {@link startHub}.
 */
export async function runHub(config: HubConfig): Promise<void> {
  const log = hubLog(config, process.stderr.isTTY === true);
  const stop = stopRequest(() => {
    log.warn({}, "ending at once; the next start puts everything in order");
    process.exit(FORCED);
  });
  const edge = takeProcessFaults(log, isWatched(process.env));
  try {
    const warning = plainWarning(config);
    if (warning !== null) log.warn({}, warning);
    const running = await startHub({
      config,
      log,
      faults: edge.faults,
      signal: stop.signal,
      onProgress: progressLine(process.stderr),
    });
    const hasPeople = !(await hasNobody(running.hub));
    process.stdout.write(
      banner({ address: running.address, config, demo: running.demo, hasPeople }),
    );
    const backups = backupsOf(config);
    if (backups !== null) {
      const notice = await recoveryNotice(
        backups.keys,
        running.hub.pool,
        process.stdout.isTTY === true,
      ).catch((error: unknown) => {
        log.error({ err: error }, "there will be no backups: their keys cannot be used");
        return "";
      });
      process.stdout.write(notice);
    }
    log.info({ address: running.address }, "the hub is ready");
    process.send?.(READY);
    const worn = await Promise.race([stop.requested, edge.restart.then(() => true)]);
    if (worn === true) log.fatal({}, "too many faults; closing, to be started again");
    else log.info({}, "stopping");
    if (worn === true) endAnyway();
    await running.close();
    if (worn === true) process.exitCode = START_AGAIN;
    log.info({}, "stopped");
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    // Stopped while it started: what the start says to that is no news.
    log.info({}, "stopped");
  } finally {
    edge.dispose();
    stop.dispose();
    process.disconnect?.();
  }
}

/** Whether somebody starts the program again when it ends: our supervisor, or systemd. */
function isWatched(environment: Readonly<Record<string, string | undefined>>): boolean {
  return (
    environment["HEALTHOPS_SUPERVISED"] !== undefined || environment["INVOCATION_ID"] !== undefined
  );
}

/** A hub that is worn out may not manage to close either. */
function endAnyway(): void {
  void delay(CLOSE_ms, undefined, { ref: false }).then(() => process.exit(START_AGAIN));
}
