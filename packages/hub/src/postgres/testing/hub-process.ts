import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

import type { OsUser } from "../os-user.ts";

/** Another process that holds the embedded database of a data folder open. */
export interface HubProcess {
  readonly pid: number;
  readonly connectionString: string;
  readonly port: number;
  readonly ownedByUs: boolean;
  /** Asks it to close the database and waits for its end; gives the exit code. */
  close(): Promise<number | null>;
  /** `kill -9`. */
  kill(): Promise<void>;
}

/**
 * Starts a process, leader of its own group, that opens the database; resolves once it is open,
 * rejects with what the process printed when it fails.
 */
export async function startHubProcess(
  dataFolder: string,
  sharedFolder: string,
  user: OsUser | null = null,
): Promise<HubProcess> {
  const main = fileURLToPath(new URL("./hub-process.main.ts", import.meta.url));
  const child = spawn(process.execPath, [main, dataFolder, sharedFolder], {
    stdio: ["pipe", "pipe", "pipe"],
    detached: true,
    ...(user === null ? {} : { uid: user.uid, gid: user.gid }),
  });
  let errors = "";
  child.stderr.on("data", (chunk: Buffer) => (errors += chunk.toString()));
  const ended = once(child, "exit").then(([code]: unknown[]) =>
    typeof code === "number" ? code : null,
  );
  const opened = new Promise<string>((resolve) => {
    child.stdout.once("data", (chunk: Buffer) => resolve(chunk.toString()));
  });
  const failed = ended.then((code) => {
    throw new Error(`the process ended with ${code}: ${errors}`);
  });
  failed.catch(() => undefined);
  const told: Pick<HubProcess, "connectionString" | "port" | "ownedByUs"> = JSON.parse(
    await Promise.race([opened, failed]),
  );
  return {
    ...told,
    pid: child.pid ?? 0,
    close: async () => {
      child.stdin.end();
      return await ended;
    },
    kill: async () => {
      child.kill("SIGKILL");
      await ended;
    },
  };
}
