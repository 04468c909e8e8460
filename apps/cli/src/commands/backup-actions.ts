import path from "node:path";
import { createInterface } from "node:readline/promises";
import type { HubConfig } from "@healthops/app-hub/config/settings";
import { HUB_MODULES } from "@healthops/installed/on-hub";
import { auditAnchorOf, backupKeysOf } from "@healthops/app-hub/run/key-places";
import { backupFolder } from "@healthops/app-hub/run/backups-of";
import { productVersion } from "@healthops/app-hub/run/product-version";
import type { BackupHeader } from "@healthops/hub/backup/backup-file";
import { BACKUP_JOB, RECOVERY_KEY_WAITS } from "@healthops/hub/backup/backup-job";
import type { CheckedBackup } from "@healthops/hub/backup/check-backup";
import { checkBackup } from "@healthops/hub/backup/check-backup";
import { assertFits } from "@healthops/hub/backup/compare-tables";
import { RESTORE_NAME } from "@healthops/hub/backup/present-state";
import { restoreBackup } from "@healthops/hub/backup/restore-backup";
import { writeBackup } from "@healthops/hub/backup/write-backup";
import { finishRun, startRun } from "@healthops/hub/jobs/job-runs";
import { openPool } from "@healthops/hub/database/pool";
import { moduleTablesOf } from "@healthops/hub/hub-module";
import { composeSchema } from "@healthops/schema/schema";
import { interruption, usageProblem } from "../exit-status.ts";
import { identitiesFor } from "../hub-access/backup-identities.ts";
import { configOf } from "../hub-access/database-options.ts";
import { withDatabase } from "../hub-access/with-database.ts";
import { withHub } from "../hub-access/with-hub.ts";
import { note, printJson, printText } from "../output/print.ts";

type Options = Readonly<Record<string, unknown>>;

export interface BackupOptions extends Options {
  readonly to?: string;
  readonly json?: boolean;
}

export interface RestoreOptions extends Options {
  readonly check?: boolean;
  readonly replace?: boolean;
  readonly yes?: boolean;
  readonly recoveryKeyFile?: string;
  readonly json?: boolean;
}

const BEFORE_RESTORE = "before-restore";

/** `backup`. */
export async function makeBackup(options: BackupOptions): Promise<void> {
  const config = configOf(options);
  const folder = path.resolve(options.to ?? backupFolder(config));
  const keys = backupKeysOf(config);
  const written = await withHub(config, async ({ pool, schema }) => {
    const run = await startRun(pool, BACKUP_JOB, null);
    try {
      const product = productVersion();
      const made = await writeBackup({
        pool,
        folder,
        product,
        schemaVersion: schema.version,
        encryptFor: await keys.recipients(),
      });
      await finishRun(pool, run, "done", `${path.basename(made.file)}, by the command line`);
      return made;
    } catch (error) {
      await finishRun(pool, run, "failed", error instanceof Error ? error.message : null);
      throw error;
    }
  });
  if (options.json === true) return printJson(written);
  const { file, rows, tables, size_bytes } = written;
  printText(`${file}\n${rows} rows of ${tables} tables, ${megabytes(size_bytes)} MB.`);
  note(
    `Encrypted. It opens with ${keys.file} or with the recovery key ${await keys.recoveryFingerprint()}.`,
  );
  if (await keys.recoveryKeyWaits()) note(`${RECOVERY_KEY_WAITS}.`);
}

/** `restore`. */
export async function restore(file: string, options: RestoreOptions): Promise<void> {
  const schema = composeSchema(HUB_MODULES.map(({ module }) => module));
  const config = configOf(options);
  const identities = await identitiesFor(path.resolve(file), config, options.recoveryKeyFile);
  if (options.check === true) {
    const checked = await checkBackup(path.resolve(file), identities);
    assertFits(schema, checked.header);
    return tellChecked(file, checked, options);
  }
  if (options.replace === true && options.yes !== true) await askToReplace(config);
  const restored = await withDatabase(config, async (connectionString) => {
    const pool = openPool(connectionString, 2, RESTORE_NAME);
    try {
      return await restoreBackup({
        pool,
        schema,
        moduleTables: moduleTablesOf(HUB_MODULES),
        file: path.resolve(file),
        product: productVersion(),
        identities,
        anchor: auditAnchorOf(config),
        encryptFor: options.replace === true ? await backupKeysOf(config).recipients() : [],
        replaceKeepingIn:
          options.replace === true ? path.join(backupFolder(config), BEFORE_RESTORE) : null,
      });
    } finally {
      await pool.end();
    }
  });
  const { header, rows, kept } = restored;
  if (options.json === true) {
    return printJson({ ...aboutBackup(header), rows, keptBefore: kept?.file ?? null });
  }
  printText(`Restored ${rows} rows, the state of ${header.takenAt}.`);
  if (kept !== null) printText(`What was here before: ${kept.file}`);
  note(
    "Everybody signs in again; then their devices send again what the hub lacks. Look through people and devices: whoever was disabled or revoked after the backup is not any more.",
  );
}

function tellChecked(file: string, { header, manifest }: CheckedBackup, options: Options): void {
  const rows = manifest.parts.reduce((sum, part) => sum + part.rows, 0);
  if (options["json"] === true) {
    printJson({ ok: true, ...aboutBackup(header), rows, parts: manifest.parts });
    return;
  }
  printText(
    `${path.basename(file)} is whole: ${rows} rows of ${manifest.parts.length} tables, taken ${header.takenAt} by HealthOps ${header.product}.`,
  );
}

function aboutBackup({ takenAt, product, schemaVersion, postgres }: BackupHeader) {
  return { takenAt, product, schemaVersion, postgres };
}

async function askToReplace({ data, databaseUrl }: HubConfig): Promise<void> {
  if (process.stdin.isTTY !== true) {
    throw usageProblem(
      "There is no terminal to ask. Add --yes to replace what the database holds.",
    );
  }
  const where = databaseUrl === null ? path.resolve(data) : "DATABASE_URL";
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const typed = await lines
    .question(`This replaces everything in ${where}. Type replace to go on: `)
    .finally(() => lines.close());
  if (typed.trim() !== "replace") throw interruption();
}

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(1);
}
