import { mkdtemp, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { zstdDecompressSync } from "node:zlib";
import { decrypted } from "@healthops/hub/backup/backup-encryption";
import { BackupKeys } from "@healthops/hub/backup/backup-keys";

/** New keys in a folder of their own, apart from any backups. */
export async function newBackupKeys(): Promise<{ keys: BackupKeys; folder: string }> {
  const folder = await mkdtemp(path.join(tmpdir(), "healthops-backup-keys-"));
  return { keys: new BackupKeys(path.join(folder, "keys.json")), folder };
}

/** What a backup holds, as the one who has a key of it sees it. */
export async function contentOfBackup(
  file: string,
  identities: readonly string[],
): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of decrypted(one(await readFile(file)), identities)) pieces.push(piece);
  return zstdDecompressSync(Buffer.concat(pieces));
}

export async function* one(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}
