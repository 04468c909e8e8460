import type { TimerHandle, Timers } from "@healthops/base/ports";

/** Where a fault is told. */
export type TellFault = (where: string, error: unknown) => void;

/** The same function, whose failure is told instead of ending the process; also that of its promise. */
export function guarded<A extends readonly unknown[]>(
  tell: TellFault,
  where: string,
  run: (...given: A) => unknown,
): (...given: A) => void {
  return (...given) => {
    try {
      const outcome = run(...given);
      if (outcome instanceof Promise) outcome.catch((error: unknown) => tell(where, error));
    } catch (error) {
      tell(where, error);
    }
  };
}

/** Timers whose work may fail: it is told, and everything else goes on. */
export function guardedTimers(timers: Timers, tell: TellFault): Timers {
  return { after: (delay_ms, run) => timers.after(delay_ms, guarded(tell, "timer", run)) };
}

/** Calls `run` again and again, each time `every_ms` after the last. */
export function repeat(timers: Timers, every_ms: number, run: () => void): TimerHandle {
  let next: TimerHandle;
  const turn = (): void => {
    // before the work: one turn that fails must not be the last
    next = timers.after(every_ms, turn);
    run();
  };
  next = timers.after(every_ms, turn);
  return { cancel: () => next.cancel() };
}
