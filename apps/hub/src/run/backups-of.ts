import path from "node:path";
import type { BackupJobOptions } from "@healthops/hub/backup/backup-job";
import type { HubConfig } from "../config/settings.ts";
import { backupKeysOf } from "./key-places.ts";
import { productVersion } from "./product-version.ts";

const NONE = "none";
const FOLDER = "backups";

/** Where and when this hub backs itself up; null when it shall not. */
export function backupsOf(config: HubConfig): BackupJobOptions | null {
  if (config.backupFolder === NONE) return null;
  return {
    folder: backupFolder(config),
    hour: config.backupHour,
    keep: config.backupKeep,
    product: productVersion(),
    keys: backupKeysOf(config),
  };
}

/** The folder of backups, also for those made by hand. */
export function backupFolder({ backupFolder: chosen, data }: HubConfig): string {
  return path.resolve(chosen === null || chosen === NONE ? path.join(data, FOLDER) : chosen);
}
