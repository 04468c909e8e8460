import type { EmbeddedLog } from "../embedded-log.ts";

/** For tests that do not look at what is logged. */
export const quietLog: EmbeddedLog = {
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
