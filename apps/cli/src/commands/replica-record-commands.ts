import type { Command } from "commander";
import { example } from "../output/example.ts";
import type { ListOptions } from "../replica/list-records.ts";
import type { DeviceOptions } from "../replica/open-device.ts";

/** Reading and changing records on a device. */
export function addRecordCommands(replica: Command): void {
  addReading(replica);
  addChanging(replica);
}

function addReading(replica: Command): void {
  replica
    .command("list")
    .description("List records as this device has them.")
    .argument("<collection>")
    .option("--where <condition>", "field=value, or != < <= > >= ~ ^= (repeatable)", gather)
    .option("--search <words>", 'records with words that begin so; any of them: "ali | veli"')
    .option("--sort <field>", "field, or -field for the other way round (repeatable)", gather)
    .option("--limit <number>", "records in a page, 1 to 1000 (default: 50)")
    .option("--after <cursor>", "the page after this one")
    .addHelpText(
      "after",
      example(
        "healthops replica --folder ./pc1 list exercises --where 'durationMinutes>=30' --sort -performedOn",
        "healthops replica --folder ./pc1 list meals --search soup --limit 10 --json",
      ),
    )
    .action(async (collection: string, _flags, command: Command) => {
      const { listCommand } = await import("../replica/list-records.ts");
      await listCommand(collection, command.optsWithGlobals<ListOptions>());
    });
  replica
    .command("get")
    .description("Show one record in full.")
    .argument("<collection>")
    .argument("<id>", "its id, or enough of it")
    .addHelpText("after", example("healthops replica --folder ./pc1 get exercises 1f3a9c02"))
    .action(async (collection: string, id: string, _flags, command: Command) => {
      const { getCommand } = await import("../replica/list-records.ts");
      await getCommand(collection, id, command.optsWithGlobals<DeviceOptions>());
    });
}

function addChanging(replica: Command): void {
  replica
    .command("add")
    .description("Make a new record.")
    .argument("<collection>")
    .argument("<field=value...>")
    .addHelpText(
      "after",
      example(
        "healthops replica --folder ./pc1 add exercises performedOn=2026-03-01 activity=Walk durationMinutes=30",
      ),
    )
    .action(async (collection: string, fields: readonly string[], _flags, command: Command) => {
      const { addCommand } = await import("../replica/change-records.ts");
      await addCommand(collection, fields, command.optsWithGlobals<DeviceOptions>());
    });
  replica
    .command("edit")
    .description("Change some fields of a record.")
    .argument("<collection>")
    .argument("<id>", "its id, or enough of it")
    .argument("<field=value...>", "field= empties it; a counter takes +5, a set +member,-member")
    .addHelpText(
      "after",
      example("healthops replica --folder ./pc1 edit exercises 1f3a9c02 durationMinutes=45"),
    )
    .action(
      async (
        collection: string,
        id: string,
        fields: readonly string[],
        _flags,
        command: Command,
      ) => {
        const { editCommand } = await import("../replica/change-records.ts");
        await editCommand(collection, id, fields, command.optsWithGlobals<DeviceOptions>());
      },
    );
  replica
    .command("delete")
    .description("Delete a record.")
    .argument("<collection>")
    .argument("<id>", "its id, or enough of it")
    .addHelpText("after", example("healthops replica --folder ./pc1 delete exercises 1f3a9c02"))
    .action(async (collection: string, id: string, _flags, command: Command) => {
      const { deleteCommand } = await import("../replica/change-records.ts");
      await deleteCommand(collection, id, command.optsWithGlobals<DeviceOptions>());
    });
}

function gather(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value];
}
