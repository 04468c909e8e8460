import path from "node:path";
import type { Queryable } from "../database/pool.ts";
import type { HubJob } from "../jobs/hub-job.ts";
import type { BackupKeys } from "./backup-keys.ts";
import type { Retention } from "./keep-backups.ts";
import { listBackups, thinBackups } from "./keep-backups.ts";
import { writeBackup } from "./write-backup.ts";

export const BACKUP_JOB = "backup";

export interface BackupJobOptions {
  readonly folder: string;
  /** Hour of the day, UTC. */
  readonly hour: number;
  readonly keep: Retention;
  /** Version of the program. */
  readonly product: string;
  readonly keys: BackupKeys;
}

/** Said wherever backups are looked after, until it is done. */
export const RECOVERY_KEY_WAITS =
  "Nobody has noted the recovery key yet: healthops hub recovery-key shows it once";

/** A day, and time for the backup itself. */
const OVERDUE_hours = 26;

/** The daily backup. What is old goes only after the new one is complete. */
export function backupJob({ folder, hour, keep, product, keys }: BackupJobOptions): HubJob {
  return {
    name: BACKUP_JOB,
    title: { en: "Backup", tr: "Yedekleme" },
    schedule: `0 ${hour} * * *`,
    async run({ pool, schema: { version: schemaVersion } }) {
      const { file, rows, size_bytes } = await writeBackup({
        pool,
        folder,
        product,
        schemaVersion,
        encryptFor: await keys.recipients(),
      });
      const removed = await thinBackups(folder, keep);
      const done = `${path.basename(file)}: ${rows} rows, ${megabytes(size_bytes)} MB; ${removed} old ones removed`;
      return (await keys.recoveryKeyWaits()) ? `${done}. ${RECOVERY_KEY_WAITS}` : done;
    },
  };
}

/**
 * Whether the hub slept through its hour: the newest backup, or the hub itself where there is none,
 * is older than a day.
 */
export async function backupOverdue(db: Queryable, folder: string): Promise<boolean> {
  const [newest] = await listBackups(folder);
  const { rows } = await db.query<{ overdue: boolean }>(
    `select coalesce($1::timestamptz, (select min(first_seen_at) from hub.schema_versions))
      < now() - make_interval(hours => $2) as overdue`,
    [newest?.takenAt ?? null, OVERDUE_hours],
  );
  return rows[0]?.overdue === true;
}

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(1);
}
