import { SETTING_NAMES } from "@healthops/app-hub/config/settings";
import type { Command } from "commander";
import { addSettings, configOf, DATABASE_SETTINGS } from "../hub-access/database-options.ts";
import { example } from "../output/example.ts";

/** `healthops hub`: the hub itself, and its repairs. */
export function addHubCommand(program: Command): void {
  const hub = program.command("hub").description("Run the hub until Ctrl-C.");
  addSettings(hub, SETTING_NAMES)
    .addHelpText("after", example("healthops hub --port 9000 --data /srv/healthops"))
    .action(async (options: Readonly<Record<string, unknown>>) => {
      const { runHub } = await import("@healthops/app-hub/run/run-hub");
      await runHub(configOf(options));
    });
  const recovery = hub
    .command("recovery-key")
    .description("Show the recovery key of the backups, once: print it or write it down.")
    .option("--new", "draw new keys for the backups from now on, and show the new recovery key")
    .option("--json", "print JSON");
  addSettings(recovery, [...DATABASE_SETTINGS, "backupKeyFile"])
    .addHelpText("after", example("healthops hub recovery-key | lp"))
    .action(async (_flags, command: Command) => {
      const { recoveryKey } = await import("./recovery-key.ts");
      await recoveryKey(command.optsWithGlobals());
    });
  const rotate = hub
    .command("rotate-keys")
    .description("Sign tokens with a new key; those in use stay good for their few minutes.")
    .option("--now", "end every token at once: whoever read the key or made a token is out")
    .option("--json", "print JSON");
  addSettings(rotate, DATABASE_SETTINGS)
    .addHelpText("after", example("healthops hub rotate-keys --now"))
    .action(async (_flags, command: Command) => {
      const { rotateKeys } = await import("./rotate-keys.ts");
      await rotateKeys(command.optsWithGlobals());
    });
  const rebuild = hub
    .command("rebuild-feed")
    .description("After a repair of records by SQL: bring the repaired records to every device.")
    .requiredOption("--reason <text>", "why they were repaired; kept in their history");
  addSettings(rebuild, DATABASE_SETTINGS)
    .addHelpText(
      "after",
      example("healthops hub rebuild-feed --reason 'ticket 4711: wrong unit in an import'"),
    )
    .action(async (_flags, command: Command) => {
      const { rebuild: run } = await import("./rebuild.ts");
      await run(command.optsWithGlobals());
    });
}
