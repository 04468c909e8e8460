import { createLog } from "@healthops/hub/http/log";
import type { Logger } from "pino";
import { destination } from "pino";
import pretty from "pino-pretty";
import type { HubConfig } from "../config/settings.ts";

const STDERR = 2;

/** The hub's log on standard error, so that standard output stays for people. */
export function hubLog(
  config: Pick<HubConfig, "logLevel" | "logFormat">,
  onTerminal: boolean,
): Logger {
  const format = config.logFormat ?? (onTerminal ? "pretty" : "json");
  return createLog({
    level: config.logLevel ?? "info",
    destination:
      format === "json"
        ? destination(STDERR)
        : pretty({
            destination: STDERR,
            // A stream of its own thread would lose the last lines at the exit.
            sync: true,
            colorize: onTerminal,
            translateTime: "SYS:HH:MM:ss.l",
            ignore: "pid,hostname,reqId",
          }),
  });
}
