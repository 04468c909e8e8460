/** A moment by two clocks: the wall's, which jumps and goes on in sleep, and one that only runs. */
export interface Moment {
  readonly wall_ms: number;
  readonly steady_ms: number;
}

export interface IdleRules {
  /** Without input for that long, everything locks. */
  readonly limit_ms: number;
  /** The last part of it, in which the person is warned. */
  readonly warning_ms: number;
}

export interface IdleState {
  readonly lastInput: Moment;
  readonly lastLook: Moment;
  /** Time has passed in which nobody looked: another window may know of input. */
  readonly unsure: boolean;
}

export type IdlePhase =
  | { readonly kind: "active" }
  /** Content hides until the next look, a moment later. */
  | { readonly kind: "unsure" }
  | { readonly kind: "warning"; readonly left_s: number }
  | { readonly kind: "over" };

/** A longer time between two looks means that the window, or the machine, slept. */
const SLEPT_MS = 5_000;

export function beginIdle(now: Moment): IdleState {
  return { lastInput: now, lastLook: now, unsure: false };
}

/** After input in this window; what comes when the time is over changes nothing. */
export function afterInput(state: IdleState, now: Moment, { limit_ms }: IdleRules): IdleState {
  return between(state.lastInput, now) >= limit_ms ? state : { ...state, lastInput: now };
}

/** After another window told of input there. */
export function afterInputElsewhere(state: IdleState, now: Moment): IdleState {
  return { ...state, lastInput: now };
}

/** How it stands now. A sleeping machine and a clock that jumps ahead count as time without input. */
export function look(
  state: IdleState,
  now: Moment,
  { limit_ms, warning_ms }: IdleRules,
): readonly [IdleState, IdlePhase] {
  const idle_ms = between(state.lastInput, now);
  const slept = between(state.lastLook, now) > SLEPT_MS;
  const next = { ...state, lastLook: now, unsure: false };
  if (idle_ms >= limit_ms) {
    if (slept && !state.unsure) return [{ ...next, unsure: true }, { kind: "unsure" }];
    return [next, { kind: "over" }];
  }
  const left_ms = limit_ms - idle_ms;
  if (left_ms > warning_ms) return [next, { kind: "active" }];
  return [next, { kind: "warning", left_s: Math.ceil(left_ms / 1_000) }];
}

/** A clock that was set back must not lengthen the time, one that stands in sleep must not shorten it. */
function between(from: Moment, to: Moment): number {
  return Math.max(to.wall_ms - from.wall_ms, to.steady_ms - from.steady_ms);
}
