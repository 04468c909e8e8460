import type { RecoveryKey } from "@healthops/hub/backup/backup-keys";

/** What is printed of a recovery key: all that a restore on a new machine asks for. */
export function recoveryKeyText({ identity, fingerprint }: RecoveryKey): string {
  return [
    "",
    "  Recovery key of this hub's backups",
    "",
    `  ${identity}`,
    "",
    `  Known as ${fingerprint}. With it and a backup file the hub can be restored on any machine:`,
    "    npx healthops restore <file>",
    "  Print it or write it down and keep it where the backups are not. It is not shown again.",
    "",
  ].join("\n");
}
