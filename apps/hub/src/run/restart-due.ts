/** So many faults … */
export const FAULTS_MAX = 20;
/** … in this time, … */
export const WINDOW_ms = 60_000;
/** … and not again before this: who can cause faults must not be able to keep a hub restarting. */
export const LIVED_MIN_ms = 10 * 60_000;

/** Whether a process that goes on failing starts afresh: the last resort. */
export function restartDue(
  faults_ms: readonly number[],
  started_ms: number,
  now_ms: number,
): boolean {
  if (now_ms - started_ms < LIVED_MIN_ms) return false;
  return faults_ms.filter((at_ms) => now_ms - at_ms < WINDOW_ms).length >= FAULTS_MAX;
}
