import { fileURLToPath } from "node:url";
import { readInvocation } from "./config/read-config.ts";
import { hubLog } from "./run/hub-log.ts";
import { whenNpmIsGone } from "./run/npm-parent.ts";
import { openDatabase } from "./run/open-database.ts";
import { supervise } from "./supervise/supervise.ts";

const HUB = fileURLToPath(new URL("main.ts", import.meta.url));
const SIGNALS: readonly NodeJS.Signals[] = ["SIGINT", "SIGTERM", "SIGHUP"];

/** `npm start`: a hub, and beside it the small process that starts it again should it ever end. */
async function main(): Promise<number> {
  const given = process.argv.slice(2);
  const stop = new AbortController();
  // Listened to until the very end: a supervisor that dies of a second signal would leave its hub alone.
  for (const signal of SIGNALS) process.on(signal, () => stop.abort(signal));
  const stopLooking = whenNpmIsGone(process.env, () => stop.abort("SIGTERM"));
  const code = await supervise({
    arguments: [HUB, ...given],
    stop: stop.signal,
    onRestart({ code, signal, lived_ms }, pause_ms) {
      logOf(given)?.error({ code, signal, lived_ms, pause_ms }, "the hub ended; starting it again");
    },
    tidy: () => closeDatabase(given),
  });
  stopLooking();
  return code;
}

/** The embedded database outlives a hub that crashed; who ends for good takes it along. */
async function closeDatabase(given: readonly string[]): Promise<void> {
  const invocation = readInvocation(given, process.env);
  if (invocation.kind !== "run") return;
  const log = hubLog(invocation.config, process.stderr.isTTY === true);
  await (await openDatabase(invocation.config, log)).close();
}

function logOf(given: readonly string[]) {
  const invocation = readInvocation(given, process.env);
  return invocation.kind === "run"
    ? hubLog(invocation.config, process.stderr.isTTY === true)
    : undefined;
}

process.exitCode = await main();
