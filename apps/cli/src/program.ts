import { productVersion } from "@healthops/app-hub/run/product-version";
import { Command } from "commander";
import { addAuditCommands } from "./commands/audit-commands.ts";
import { addBackupCommands } from "./commands/backup-commands.ts";
import { addBenchCommand } from "./commands/bench-command.ts";
import { addDemoCommand } from "./commands/demo-command.ts";
import { addHubCommand } from "./commands/hub-command.ts";
import { addKeyCommands } from "./commands/key-commands.ts";
import { addReplicaCommands } from "./commands/replica-commands.ts";
import { addSimulateCommand } from "./commands/simulate-command.ts";
import { addUserCommands } from "./commands/user-commands.ts";
import { example } from "./output/example.ts";

/** The whole command line. Each command loads what it needs only when it runs. */
export function buildProgram(): Command {
  const program = new Command("healthops")
    .description("Health operations that keep working when the network does not.")
    .version(productVersion())
    .showHelpAfterError("(--help says more)")
    .configureHelp({ showGlobalOptions: true })
    .exitOverride();
  addHubCommand(program);
  addDemoCommand(program);
  addUserCommands(program);
  addKeyCommands(program);
  addAuditCommands(program);
  addBackupCommands(program);
  addReplicaCommands(program);
  addBenchCommand(program);
  addSimulateCommand(program);
  program.addHelpText(
    "after",
    example(
      "healthops hub --demo",
      "healthops user add ayse --name 'Ayşe Yılmaz' --role MANAGER --site Ankara",
      "healthops replica --folder ./pc1 list exercises --where 'performedOn>=2026-01-01'",
    ),
  );
  return program;
}
