import type { Ports } from "@healthops/base/ports";

/** The browser's clock and random bytes, for what is created in a screen. */
export const BROWSER_PORTS: Pick<Ports, "clock" | "random"> = {
  clock: { now: () => Date.now() },
  random: { bytes: (count) => crypto.getRandomValues(new Uint8Array(count)) },
};
