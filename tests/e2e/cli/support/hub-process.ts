import { present } from "@healthops/base/assert";
import type { RunningCommand } from "./run-cli.ts";
import { startCommand } from "./run-cli.ts";

/** A hub in a process of its own. */
export interface HubProcess {
  readonly url: string;
  readonly port: number;
  readonly command: RunningCommand;
  /** Ends it as a power cut would, and waits until it is gone. */
  kill(): Promise<void>;
  /** Ends it as Ctrl-C would; answers its exit status. */
  stop(): Promise<number | null>;
}

/** Starts a hub on a database, on a free port unless one is given, and waits until it answers. */
export async function startHubProcess(
  databaseUrl: string,
  flags: readonly string[] = [],
): Promise<HubProcess> {
  const command = startCommand(["hub", "--port", "0", "--rate-limit-sync", "none", ...flags], {
    environment: { DATABASE_URL: databaseUrl, HEALTHOPS_LOG_LEVEL: "warn" },
  });
  const [, url] = await command.said(/Address +(http:\S+)/);
  const address = present(url, "the hub says its address");
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    command.process.kill(signal);
    return (await command.ended).status;
  };
  return {
    url: address,
    port: Number(new URL(address).port),
    command,
    kill: async () => void (await end("SIGKILL")),
    stop: () => end("SIGINT"),
  };
}
