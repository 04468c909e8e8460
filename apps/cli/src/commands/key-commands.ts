import type { Command } from "commander";
import { addSettings, DATABASE_SETTINGS } from "../hub-access/database-options.ts";
import { example } from "../output/example.ts";
import type { CreateKeyOptions, KeyOptions } from "./key-actions.ts";

/** `healthops key …`: keys with which the regions' desktop programs sync. */
export function addKeyCommands(program: Command): void {
  const key = program
    .command("key")
    .description("Keys with which desktop programs sync, directly on the hub's database.");

  onDatabase(key, "create", "Make a key and show it, this once.")
    .option("--site <site>", "name or id of the region that the key opens")
    .option("--admin", "the key opens all regions")
    .option("--label <label>", "what it is for; default: the region's name")
    .addHelpText(
      "after",
      example(
        "healthops key create --site Ankara --label 'Ankara, PC at the gate'",
        "healthops key create --admin --label 'Head office' --json",
      ),
    )
    .action(async (options: CreateKeyOptions) => (await actions()).makeKey(options));

  onDatabase(key, "list", "List all keys.")
    .addHelpText("after", example("healthops key list --json"))
    .action(async (options: KeyOptions) => (await actions()).showKeys(options));

  onDatabase(key, "revoke <id>", "Take a key back, at once and for good.")
    .addHelpText("after", example("healthops key revoke 01890a5d-ac96-774b-bcce-b302099a8057"))
    .action(async (id: string, options: KeyOptions) => (await actions()).takeKeyBack(id, options));

  onDatabase(key, "renew <id>", "Give a program another key; the one before opens nothing more.")
    .addHelpText("after", example("healthops key renew 01890a5d-ac96-774b-bcce-b302099a8057"))
    .action(async (id: string, options: KeyOptions) => (await actions()).changeKey(id, options));

  onDatabase(key, "allow-large <id>", "Let a program bring an unusually large file, for a day.")
    .addHelpText("after", example("healthops key allow-large 01890a5d-ac96-774b-bcce-b302099a8057"))
    .action(async (id: string, options: KeyOptions) =>
      (await actions()).allowLargeFile(id, options),
    );
}

function onDatabase(parent: Command, usage: string, description: string): Command {
  const command = parent.command(usage).description(description).option("--json", "print JSON");
  return addSettings(command, DATABASE_SETTINGS);
}

function actions() {
  return import("./key-actions.ts");
}
