import type { Command } from "commander";
import { example } from "../output/example.ts";
import type { DeviceOptions } from "../replica/open-device.ts";

/** What needs a person: conflicts, and changes that the hub refused. */
export function addAttentionCommands(replica: Command): void {
  addConflicts(replica);
  addRefusals(replica);
}

function addConflicts(replica: Command): void {
  replica
    .command("conflicts")
    .description("Show what two people changed at once, with both values.")
    .option("--all", "resolved ones too", false)
    .addHelpText("after", example("healthops replica --folder ./pc1 conflicts"))
    .action(async (flags: { all: boolean }, command: Command) => {
      const { conflictsCommand } = await import("../replica/conflict-commands.ts");
      await conflictsCommand(command.optsWithGlobals<DeviceOptions>(), flags.all);
    });
  replica
    .command("resolve")
    .description("Decide a conflict.")
    .argument("<id>", "the conflict's id, or enough of it")
    .argument(
      "<choice...>",
      "mine, theirs, or for each field: field=mine, field=theirs, field=value",
    )
    .addHelpText(
      "after",
      example(
        "healthops replica --folder ./pc1 resolve 7c1d20aa mine",
        "healthops replica --folder ./pc1 resolve 7c1d20aa durationMinutes=40 activity=theirs",
      ),
    )
    .action(async (id: string, choices: readonly string[], _flags, command: Command) => {
      const { resolveCommand } = await import("../replica/conflict-commands.ts");
      await resolveCommand(id, choices, command.optsWithGlobals<DeviceOptions>());
    });
  replica
    .command("restore")
    .description("Bring back the side that lost in a decided conflict.")
    .argument("<id>", "the conflict's id, or enough of it")
    .argument("<field>")
    .addHelpText(
      "after",
      example("healthops replica --folder ./pc1 restore 7c1d20aa durationMinutes"),
    )
    .action(async (id: string, field: string, _flags, command: Command) => {
      const { restoreCommand } = await import("../replica/conflict-commands.ts");
      await restoreCommand(id, field, command.optsWithGlobals<DeviceOptions>());
    });
}

function addRefusals(replica: Command): void {
  replica
    .command("rejected")
    .description("Show what the hub refused, and why.")
    .addHelpText("after", example("healthops replica --folder ./pc1 rejected"))
    .action(async (_flags, command: Command) => {
      const { rejectedCommand } = await import("../replica/rejected-commands.ts");
      await rejectedCommand(command.optsWithGlobals<DeviceOptions>());
    });
  replica
    .command("correct")
    .description("Send a refused change again, with other values for some fields.")
    .argument("<group>", "its number, as `rejected` shows it")
    .argument("<field=value...>")
    .addHelpText(
      "after",
      example("healthops replica --folder ./pc1 correct 12 performedOn=2026-03-02"),
    )
    .action(async (group: string, fields: readonly string[], _flags, command: Command) => {
      const { correctCommand } = await import("../replica/rejected-commands.ts");
      await correctCommand(group, fields, command.optsWithGlobals<DeviceOptions>());
    });
  replica
    .command("discard")
    .description("Take back a change that the hub has not accepted.")
    .argument("<group>", "its number, as `rejected` shows it")
    .option("--with-dependents", "also what is held back because of it", false)
    .addHelpText("after", example("healthops replica --folder ./pc1 discard 12"))
    .action(async (group: string, flags: { withDependents: boolean }, command: Command) => {
      const { discardCommand } = await import("../replica/rejected-commands.ts");
      const options = command.optsWithGlobals<DeviceOptions>();
      await discardCommand(group, flags.withDependents, options);
    });
}
