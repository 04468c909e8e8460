import type { DatabaseSync } from "node:sqlite";
import type { Timers } from "@healthops/base/ports";
import { pause } from "@healthops/base/ports";
import { Problem } from "@healthops/base/problem";

/** Longest time between two looks whether the database is free. */
const LOOK_MS = 32;

/**
 * Begins a transaction, waiting up to `patience_ms` for another one without blocking this process:
 * the other may be a second handle in this very process. Throws Problem `database_busy`.
 */
export async function beginImmediate(
  connection: DatabaseSync,
  timers: Timers,
  patience_ms: number,
): Promise<void> {
  let waited_ms = 0;
  for (let delay_ms = 1; ; delay_ms = Math.min(delay_ms * 2, LOOK_MS)) {
    try {
      connection.exec("begin immediate");
      return;
    } catch (error) {
      if (!isBusy(error)) throw error;
      if (waited_ms >= patience_ms) throw busy(error);
    }
    await pause(timers, delay_ms);
    waited_ms += delay_ms;
  }
}

const SQLITE_BUSY = 5;

function isBusy(error: unknown): boolean {
  // The low byte of an extended code is the code itself.
  return (
    error instanceof Error && "errcode" in error && (Number(error.errcode) & 0xff) === SQLITE_BUSY
  );
}

function busy(cause: unknown): Problem {
  return new Problem({
    code: "database_busy",
    status: 500,
    message:
      "Another program keeps the local database for itself. Wait until it has finished, or close it.",
    cause,
  });
}
