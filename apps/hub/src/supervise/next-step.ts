/** How a hub's process ended. */
export interface Ending {
  readonly code: number | null;
  readonly signal: string | null;
  /** Whether it answered requests before; one that never did says itself what is wrong. */
  readonly wasReady: boolean;
  readonly lived_ms: number;
}

/** What came before it. */
export interface Before {
  /** Whether somebody asked for the end. */
  readonly asked: boolean;
  /** Whether any hub of this supervisor ever answered. */
  readonly everReady: boolean;
  /** Restarts in a row without a long life in between. */
  readonly restarts: number;
}

export type NextStep =
  | { readonly kind: "end"; readonly code: number }
  | { readonly kind: "start"; readonly pause_ms: number; readonly restarts: number };

const PAUSE_ms = 500;
const PAUSE_MAX_ms = 30_000;
/** After so long a life an end is a new story. */
const LONG_LIFE_ms = 10 * 60_000;
const BY_SIGNAL = 128;

/**
 * What a supervisor does when its hub has ended: start it again, after a pause that doubles, or end as
 * well, because that was asked for or because it could not start in the first place.
 */
export function nextStep(ending: Ending, before: Before): NextStep {
  const code = ending.code ?? BY_SIGNAL;
  if (before.asked || ending.code === 0) return { kind: "end", code };
  if (!ending.wasReady && !before.everReady && ending.signal === null) return { kind: "end", code };
  const restarts = ending.wasReady && ending.lived_ms >= LONG_LIFE_ms ? 0 : before.restarts;
  return {
    kind: "start",
    pause_ms: Math.min(PAUSE_MAX_ms, PAUSE_ms * 2 ** Math.min(restarts, 10)),
    restarts: restarts + 1,
  };
}
