import type { Command } from "commander";
import { example } from "../output/example.ts";
import type { DeviceOptions } from "../replica/open-device.ts";
import type { SignOutOptions } from "../replica/sign-in-device.ts";
import { addAttentionCommands } from "./replica-attention-commands.ts";
import { addRecordCommands } from "./replica-record-commands.ts";

interface SignInFlags extends DeviceOptions {
  readonly hub?: string;
  readonly user: string;
  readonly password?: string;
  readonly passwordStdin?: boolean;
}

/** `healthops replica …`: a device of a person, in a folder. */
export function addReplicaCommands(program: Command): void {
  const replica = program
    .command("replica")
    .description("Work with a person's own copy of the data, with or without the hub.")
    .requiredOption("--folder <folder>", "the device's folder")
    .option("--offline", "no network call at all", false)
    .option("--json", "print JSON and nothing else on standard output", false)
    .addHelpText(
      "after",
      example(
        "healthops replica --folder ./pc1 sign-in --hub http://127.0.0.1:8000 --user ankara1",
        "healthops replica --folder ./pc1 sync",
        "healthops replica --folder ./pc1 --offline add exercises performedOn=2026-03-01 activity=Walk durationMinutes=30",
      ),
    );
  addSessionCommands(replica);
  addRepairCommands(replica);
  addRecordCommands(replica);
  addAttentionCommands(replica);
}

function addSessionCommands(replica: Command): void {
  replica
    .command("sign-in")
    .description(
      "Sign in at the hub; later also without it. Asks for the password, unless HEALTHOPS_PASSWORD is set.",
    )
    .option("--hub <address>", "address of the hub; needed the first time")
    .requiredOption("--user <name>", "user name")
    .option("--password-stdin", "read the password from standard input")
    .option("--password <password>", "the password; others on this machine can see it")
    .addHelpText(
      "after",
      example(
        "healthops replica --folder ./pc1 sign-in --hub http://127.0.0.1:8000 --user ankara1",
        "echo healthops-demo | healthops replica --folder ./pc1 sign-in --user ankara1 --password-stdin --offline",
      ),
    )
    .action(async (_flags, command: Command) => {
      const { signInCommand } = await import("../replica/sign-in-device.ts");
      await signInCommand(command.optsWithGlobals<SignInFlags>());
    });
  replica
    .command("sign-out")
    .description("End the session; what is on the device stays, unless it is to be erased.")
    .option("--erase", "remove the data from this device, with all copies of it")
    .option("--discard-unsent", "also where changes were not sent yet, which are lost")
    .addHelpText(
      "after",
      example(
        "healthops replica --folder ./pc1 sign-out",
        "healthops replica --folder ./pc1 sign-out --erase",
      ),
    )
    .action(async (_flags, command: Command) => {
      const { signOutCommand } = await import("../replica/sign-in-device.ts");
      await signOutCommand(command.optsWithGlobals<SignOutOptions>());
    });
  replica
    .command("sync")
    .description("Send what waits, then receive what is new.")
    .addHelpText("after", example("healthops replica --folder ./pc1 sync"))
    .action(async (_flags, command: Command) => {
      const { syncCommand } = await import("../replica/sync-device.ts");
      await syncCommand(command.optsWithGlobals<DeviceOptions>());
    });
  replica
    .command("watch")
    .description("Stay in sync and print each change as it arrives, until Ctrl-C.")
    .argument("[collection]", "only this one")
    .addHelpText("after", example("healthops replica --folder ./pc1 watch exercises"))
    .action(async (collection: string | undefined, _flags, command: Command) => {
      const { watchCommand } = await import("../replica/watch-device.ts");
      await watchCommand(collection, command.optsWithGlobals<DeviceOptions>());
    });
  replica
    .command("status")
    .description("Who is signed in, what waits, what needs a person.")
    .addHelpText("after", example("healthops replica --folder ./pc1 status --json"))
    .action(async (_flags, command: Command) => {
      const { statusCommand } = await import("../replica/show-status.ts");
      await statusCommand(command.optsWithGlobals<DeviceOptions>());
    });
}

function addRepairCommands(replica: Command): void {
  replica
    .command("test-connection")
    .description(
      "Say what stands between this device and its hub: address, certificate, session, clock, version.",
    )
    .addHelpText("after", example("healthops replica --folder ./pc1 test-connection"))
    .action(async (_flags, command: Command) => {
      const { testConnectionCommand } = await import("../replica/test-connection.ts");
      await testConnectionCommand(command.optsWithGlobals<DeviceOptions>());
    });
  replica
    .command("rollback")
    .description("Go back to the copy that was made before all of the device's data was replaced.")
    .option("--list", "only show the copies there are")
    .addHelpText("after", example("healthops replica --folder ./pc1 rollback"))
    .action(async (flags: { readonly list?: boolean }, command: Command) => {
      const { rollbackCommand } = await import("../replica/roll-back.ts");
      await rollbackCommand(command.optsWithGlobals<DeviceOptions>(), flags.list === true);
    });
}
