import { randomUUID } from "node:crypto";
import { Faults } from "@healthops/hub/faults/faults";
import type { Logger } from "pino";
import { FAULTS_MAX, restartDue } from "./restart-due.ts";

/** Ends a program that is to be started again by whoever watches it (EX_TEMPFAIL). */
export const START_AGAIN = 75;

export interface ProcessFaults {
  readonly faults: Faults;
  /** Resolves when so much failed that the process had better start afresh, and somebody will start it. */
  readonly restart: Promise<void>;
  dispose(): void;
}

/**
 * The edge of the process: what was thrown and nobody caught comes here and ends nothing. `watched`
 * says whether somebody starts the program again when it ends.
 */
export function takeProcessFaults(log: Logger, watched: boolean): ProcessFaults {
  const faults = new Faults({
    clock: { now: () => Date.now() },
    newId: () => randomUUID(),
    log: ({ id, where }, error) => log.error({ fault: id, where, err: error }, "fault"),
  });
  const { promise: restart, resolve } = Promise.withResolvers<void>();
  const started_ms = Date.now();
  const recent_ms: number[] = [];
  faults.subscribe(({ at_ms }) => {
    recent_ms.push(at_ms);
    if (recent_ms.length > FAULTS_MAX) recent_ms.shift();
    if (watched && restartDue(recent_ms, started_ms, at_ms)) resolve();
  });
  const thrown = (error: unknown): void => faults.tell("uncaught exception", error);
  const rejected = (error: unknown): void => faults.tell("unhandled rejection", error);
  process.on("uncaughtException", thrown);
  process.on("unhandledRejection", rejected);
  return {
    faults,
    restart,
    dispose() {
      process.off("uncaughtException", thrown);
      process.off("unhandledRejection", rejected);
    },
  };
}
