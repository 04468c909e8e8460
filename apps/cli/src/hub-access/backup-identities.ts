import { readFile } from "node:fs/promises";
import type { HubConfig } from "@healthops/app-hub/config/settings";
import { backupKeysOf } from "@healthops/app-hub/run/key-places";
import { isProblem } from "@healthops/base/problem";
import { typedIdentity } from "@healthops/hub/backup/backup-encryption";
import { assertKeyFits } from "@healthops/hub/backup/check-backup";
import { hiddenLine } from "../input/read-password.ts";
import { usageProblem } from "../exit-status.ts";
import { note } from "../output/print.ts";

/**
 * What opens a backup: the keys of this machine, or else the recovery key, from a file or typed by whoever
 * sits at the terminal. Problem `backup_key_needed` names the keys that the file was made for.
 */
export async function identitiesFor(
  file: string,
  config: HubConfig,
  recoveryKeyFile: string | undefined,
): Promise<readonly string[]> {
  const here = await backupKeysOf(config).identities();
  if (recoveryKeyFile !== undefined) {
    const text = await readFile(recoveryKeyFile, "utf8").catch(() => {
      throw usageProblem(`There is no recovery key to read in ${recoveryKeyFile}.`);
    });
    const given = [(await typedIdentity(text)).identity, ...here];
    await assertKeyFits(file, given);
    return given;
  }
  try {
    await assertKeyFits(file, here);
    return here;
  } catch (error) {
    const ask = isProblem(error) && error.code === "backup_key_needed";
    if (!ask || process.stdin.isTTY !== true) throw error;
    note(error.message);
  }
  const { identity } = await typedIdentity(await hiddenLine("Recovery key: "));
  await assertKeyFits(file, [identity]);
  return [identity];
}
