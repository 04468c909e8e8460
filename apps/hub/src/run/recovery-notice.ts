import type { BackupKeys } from "@healthops/hub/backup/backup-keys";
import type { Queryable } from "@healthops/hub/database/pool";
import { recordEvent } from "@healthops/hub/security-log/security-events";
import { recoveryKeyText } from "./recovery-key-text.ts";

/**
 * What the start says about the recovery key: the key itself, once, where a person sits before it; else how
 * to have it shown, so that it gets into no log. Nothing when it was shown before.
 */
export async function recoveryNotice(
  keys: BackupKeys,
  db: Queryable,
  onTerminal: boolean,
): Promise<string> {
  if (!(await keys.recoveryKeyWaits())) return "";
  if (!onTerminal) {
    return "  Backups   Nobody has noted their recovery key yet: npx healthops hub recovery-key\n\n";
  }
  let text = "";
  await keys.showRecoveryKey((key) => {
    text = `${recoveryKeyText(key)}\n`;
  });
  const fingerprint = await keys.recoveryFingerprint();
  await recordEvent(db, { kind: "recovery_key_shown", detail: { fingerprint } });
  return text;
}
