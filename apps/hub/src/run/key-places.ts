import path from "node:path";
import { AuditAnchor } from "@healthops/hub/audit/anchor";
import { BackupKeys } from "@healthops/hub/backup/backup-keys";
import type { WrappingKey } from "@healthops/hub/vault/wrapping-key";
import { wrappingKeyFile } from "@healthops/hub/vault/wrapping-key";
import type { HubConfig } from "../config/settings.ts";

/** Beside the database, never in a backup. */
const FOLDER = "keys";

/** The key around those that sign tokens, where the settings say. */
export function wrappingKeyOf(config: Pick<HubConfig, "data" | "wrappingKeyFile">): WrappingKey {
  return wrappingKeyFile(placeOf(config.data, config.wrappingKeyFile, "wrapping-key"));
}

/** The keys of backups, where the settings say. */
export function backupKeysOf(config: Pick<HubConfig, "data" | "backupKeyFile">): BackupKeys {
  return new BackupKeys(placeOf(config.data, config.backupKeyFile, "backup-keys.json"));
}

/** Where the ends of the audit chain are noted: beside the data, where the settings name no other place. */
export function auditAnchorOf(config: Pick<HubConfig, "data" | "auditAnchorFile">): AuditAnchor {
  return new AuditAnchor(
    path.resolve(config.auditAnchorFile ?? path.join(config.data, "audit-anchor.jsonl")),
  );
}

function placeOf(data: string, chosen: string | null, name: string): string {
  return path.resolve(chosen ?? path.join(data, FOLDER, name));
}
