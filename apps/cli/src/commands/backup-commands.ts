import type { Command } from "commander";
import { addSettings, DATABASE_SETTINGS } from "../hub-access/database-options.ts";
import { example } from "../output/example.ts";
import type { BackupOptions, RestoreOptions } from "./backup-actions.ts";

const SETTINGS = [...DATABASE_SETTINGS, "backupFolder", "backupKeyFile"] as const;

/** `healthops backup` and `healthops restore`. */
export function addBackupCommands(program: Command): void {
  const backup = program
    .command("backup")
    .description("Write everything the hub keeps into one file; the hub may run on meanwhile.")
    .option("--to <folder>", "folder for the file; default: that of the daily backups")
    .option("--json", "print JSON");
  addSettings(backup, SETTINGS)
    .addHelpText("after", example("healthops backup", "healthops backup --to /mnt/backups --json"))
    .action(async (options: BackupOptions) => {
      const { makeBackup } = await import("./backup-actions.ts");
      await makeBackup(options);
    });

  const restore = program
    .command("restore <file>")
    .description("Check a backup, or put it into the hub's database; the hub must be stopped.")
    .option("--check", "only read it from end to end and compare; nothing is changed")
    .option(
      "--replace",
      "the database has records: back them up, then put the backup in their place",
    )
    .option("--yes", "with --replace: do not ask")
    .option(
      "--recovery-key-file <file>",
      "a file that holds the recovery key; otherwise it is asked for where the keys here do not open the backup",
    )
    .option("--json", "print JSON");
  addSettings(restore, SETTINGS)
    .addHelpText(
      "after",
      example(
        "healthops restore data/backups/healthops-2026-03-01T010000000Z.backup --check",
        "healthops restore healthops-2026-03-01T010000000Z.backup --data ./restored",
      ),
    )
    .action(async (file: string, options: RestoreOptions) => {
      const { restore: run } = await import("./backup-actions.ts");
      await run(file, options);
    });
}
