import type { Command } from "commander";
import { Option } from "commander";
import { ROLES } from "@healthops/schema/person";
import { composeSchema } from "@healthops/schema/schema";
import { SCHEMA_MODULES } from "@healthops/installed/schemas";
import { addSettings, DATABASE_SETTINGS } from "../hub-access/database-options.ts";
import { example } from "../output/example.ts";
import type { AddUserOptions, UserOptions } from "./user-actions.ts";

const DUTIES = [...composeSchema(SCHEMA_MODULES).duties.keys()];

/** `healthops user …`: looking after people on the hub's own machine. */
export function addUserCommands(program: Command): void {
  const user = program
    .command("user")
    .description("Look after people, directly on the hub's database.");

  withPassword(onDatabase(user, "add <username>", "Add a person."))
    .option("--name <name>", "the person's name; default: the user name")
    .addOption(new Option("--role <role>", "what they may do").choices(ROLES).default("USER"))
    .addOption(new Option("--duty <duties...>", "their duties").choices(DUTIES).default([], "none"))
    .option("--site <site>", "name or id of the site they work at")
    .option("--also-at <sites...>", "names or ids of further sites")
    .option("--no-password", "they cannot sign in before they get one")
    .addHelpText(
      "after",
      example(
        "healthops user add ayse --name 'Ayşe Yılmaz' --role MANAGER --site Ankara",
        "healthops user add kerem --duty doctor --site Ankara --also-at Bursa Istanbul",
        "echo 'a long secret' | healthops user add sync-bot --password-stdin",
      ),
    )
    .action(async (username: string, options: AddUserOptions) =>
      (await actions()).addUser(username, options),
    );

  onDatabase(user, "list", "List everybody.")
    .addHelpText("after", example("healthops user list --json"))
    .action(async (options: UserOptions) => (await actions()).listUsers(options));

  onDatabase(user, "disable <username>", "Turn a person away, at once and on all devices.")
    .addHelpText("after", example("healthops user disable ayse"))
    .action(async (username: string, options: UserOptions) =>
      (await actions()).setUserDisabled(username, true, options),
    );

  onDatabase(user, "enable <username>", "Let a person in again.")
    .addHelpText("after", example("healthops user enable ayse"))
    .action(async (username: string, options: UserOptions) =>
      (await actions()).setUserDisabled(username, false, options),
    );

  withPassword(
    onDatabase(
      user,
      "set-password <username>",
      "Give a person a new password; ends their sessions.",
    ),
  )
    .addHelpText("after", example("healthops user set-password ayse"))
    .action(async (username: string, options: UserOptions) =>
      (await actions()).setUserPassword(username, options),
    );
}

function onDatabase(parent: Command, usage: string, description: string): Command {
  const command = parent.command(usage).description(description).option("--json", "print JSON");
  return addSettings(command, DATABASE_SETTINGS);
}

function withPassword(command: Command): Command {
  return command
    .option("--password-stdin", "read the password from standard input")
    .option("--password <password>", "the password; others on this machine can see it");
}

function actions() {
  return import("./user-actions.ts");
}
