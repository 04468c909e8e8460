import { chown, open, readFile, rename, rm, stat } from "node:fs/promises";
import { createServer } from "node:net";
import path from "node:path";

import { Problem } from "@healthops/base/problem";

import type { ClusterPlace } from "./cluster-place.ts";
import type { Programs } from "./programs.ts";
import { runProgram } from "./run-program.ts";
import { serverFailure } from "./server-failure.ts";
import { serverFlags } from "./server-settings.ts";
import type { ServerSettings } from "./server-settings.ts";

export interface StartOptions {
  readonly place: ClusterPlace;
  readonly programs: Programs;
  /** Absent: any free port. */
  readonly port?: number;
  readonly settings: ServerSettings;
  readonly durable: boolean;
}

/** `fast` rolls open transactions back and writes everything out; `immediate` is a planned crash. */
export type StopMode = "fast" | "immediate";

/** Recovery after a power cut reads up to max_wal_size of log; on a slow disk that takes minutes. */
const START_WAIT_S = 600;
const STOP_WAIT_S = 120;
const PORT_ATTEMPTS = 5;
const LOG_KEPT_BYTES = 4_000_000;

/**
 * Starts the server and waits until it accepts connections; returns its port. `pg_ctl` puts it into
 * a session of its own, away from the terminal's Ctrl-C, and on Windows drops administrator rights.
 */
export async function startServer(options: StartOptions): Promise<number> {
  await rotateLog(options.place);
  for (let attempt = 1; ; attempt += 1) {
    const port = options.port ?? (await freePort());
    const problem = await tryStart(options, port);
    if (problem === null) return port;
    // Between finding a free port and the server's use of it, somebody else may take it.
    const again = problem.code === "database_port_in_use" && options.port === undefined;
    if (!again || attempt === PORT_ATTEMPTS) throw problem;
  }
}

async function tryStart(options: StartOptions, port: number): Promise<Problem | null> {
  const { place, programs } = options;
  const log = path.join(place.folder, "server.log");
  const logged = await stat(log).then(({ size }) => size);
  const flags = serverFlags(port, options.settings, options.durable);
  const wait = ["-w", "-t", String(START_WAIT_S)];
  // Relative paths, because pg_ctl hands them to a shell between double quotes.
  const result = await runProgram(
    programs.pgCtl,
    ["start", "-D", "cluster", "-l", "server.log", ...wait, "-o", flags],
    { user: place.user, folder: place.folder },
  );
  if (result.exitCode === 0) return null;
  const written = (await readFile(log)).subarray(logged).toString("utf8");
  return serverFailure(written.trim() === "" ? result.output : written, {
    step: "start",
    folder: place.folder,
    port,
  });
}

/** Stops the server and waits until it is gone. */
export async function stopServer(
  place: ClusterPlace,
  programs: Programs,
  mode: StopMode,
): Promise<void> {
  const wait = ["-w", "-t", String(STOP_WAIT_S)];
  const result = await runProgram(programs.pgCtl, ["stop", "-D", "cluster", "-m", mode, ...wait], {
    user: place.user,
    folder: place.folder,
  });
  if (result.exitCode === 0 || /PID file .* does not exist/.test(result.output)) return;
  throw serverFailure(result.output, { step: "stop", folder: place.folder, port: null });
}

/** Makes the log file, owned by the server's user; a large one from earlier steps aside. */
async function rotateLog(place: ClusterPlace): Promise<void> {
  const log = path.join(place.folder, "server.log");
  const old = await stat(log).catch(() => null);
  if (old !== null && old.size > LOG_KEPT_BYTES) {
    await rm(`${log}.1`, { force: true });
    await rename(log, `${log}.1`);
  }
  const file = await open(log, "a", 0o600);
  await file.close();
  if (place.user !== null) await chown(log, place.user.uid, place.user.gid);
}

/** A port on 127.0.0.1 that is free at this moment. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  if (address === null || typeof address === "string") {
    throw new Problem({
      code: "database_port_in_use",
      status: 500,
      message: "The system gives no free port on 127.0.0.1.",
    });
  }
  return address.port;
}
