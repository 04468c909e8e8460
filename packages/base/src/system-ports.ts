import type { Ports, TimerHandle } from "./ports.ts";

interface Platform {
  setTimeout(run: () => void, delay_ms: number): unknown;
  clearTimeout(handle: unknown): void;
  readonly crypto: { getRandomValues(bytes: Uint8Array): Uint8Array };
}

/**
 * The real clock, timers and randomness of the platform this runs on. Only apps and test drivers
 * call it; core code is handed the result.
 */
export function systemPorts(): Ports {
  const platform = globalThis as unknown as Platform;
  return {
    clock: { now: () => Date.now() },
    timers: {
      after(delay_ms, run): TimerHandle {
        const handle = platform.setTimeout(run, delay_ms);
        return { cancel: () => platform.clearTimeout(handle) };
      },
    },
    random: { bytes: (count) => platform.crypto.getRandomValues(new Uint8Array(count)) },
  };
}
