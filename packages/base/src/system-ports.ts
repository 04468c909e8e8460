import type { Ports, TimerHandle } from "./ports.ts";

// What browsers and Node have alike; core code is not to see them, so no global type names them.
declare function setTimeout(run: () => void, delay_ms: number): object | number;
declare function clearTimeout(handle: object | number): void;
declare const crypto: { getRandomValues(bytes: Uint8Array): Uint8Array };

/**
 * The real clock, timers and randomness of the platform this runs on. Only apps and test drivers
 * call it; core code is handed the result.
 */
export function systemPorts(): Ports {
  return {
    clock: { now: () => Date.now() },
    timers: {
      after(delay_ms, run): TimerHandle {
        const handle = setTimeout(run, delay_ms);
        return { cancel: () => clearTimeout(handle) };
      },
    },
    random: { bytes: (count) => crypto.getRandomValues(new Uint8Array(count)) },
  };
}
