import { recoveryKeyText } from "@healthops/app-hub/run/recovery-key-text";
import { backupKeysOf } from "@healthops/app-hub/run/key-places";
import { Problem } from "@healthops/base/problem";
import type { RecoveryKey } from "@healthops/hub/backup/backup-keys";
import { recordEvent } from "@healthops/hub/security-log/security-events";
import { configOf } from "../hub-access/database-options.ts";
import { withHub } from "../hub-access/with-hub.ts";
import { printJson, printText } from "../output/print.ts";

/** `hub recovery-key`: shows it once. Problem `recovery_key_shown`. */
export async function recoveryKey(
  options: Readonly<Record<string, unknown>> & { readonly new?: boolean; readonly json?: boolean },
): Promise<void> {
  const config = configOf(options);
  const keys = backupKeysOf(config);
  await withHub(config, async ({ pool }) => {
    if (options.new === true) {
      await keys.renew();
      await recordEvent(pool, { kind: "backup_keys_changed" });
    }
    const show = (key: RecoveryKey): void =>
      options.json === true
        ? printJson({ recoveryKey: key.identity, fingerprint: key.fingerprint })
        : printText(recoveryKeyText(key));
    if (await keys.showRecoveryKey(show))
      return recordEvent(pool, {
        kind: "recovery_key_shown",
        detail: { fingerprint: await keys.recoveryFingerprint() },
      });
    throw new Problem({
      code: "recovery_key_shown",
      status: 409,
      message: `The recovery key ${await keys.recoveryFingerprint()} was shown before and lies on this machine no more. If nobody has it, draw a new one: healthops hub recovery-key --new`,
    });
  });
}
