import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { zstdCompressSync, zstdDecompressSync } from "node:zlib";
import { present } from "@healthops/base/assert";
import { newId } from "@healthops/base/ids";
import { isProblem } from "@healthops/base/problem";
import type { BackupManifest, BackupPart } from "@healthops/hub/backup/backup-file";
import { FRAME, frameBytes, framesOf, MAGIC } from "@healthops/hub/backup/backup-file";
import { fingerprintOf, typedIdentity } from "@healthops/hub/backup/backup-encryption";
import type { BackupKeys, RecoveryKey } from "@healthops/hub/backup/backup-keys";
import { checkBackup } from "@healthops/hub/backup/check-backup";
import { RESTORE_NAME } from "@healthops/hub/backup/present-state";
import { restoreBackup } from "@healthops/hub/backup/restore-backup";
import { writeBackup } from "@healthops/hub/backup/write-backup";
import { openPool } from "@healthops/hub/database/pool";
import type { OpenHubServer } from "@healthops/hub/doors/hub-server";
import {
  addTestPerson,
  call,
  codes,
  listeningServer,
  signIn,
  testClient,
} from "@healthops/hub/testing/server-fixture";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import { openTestHub } from "@healthops/testing/hub/test-hub";
import type { TestDatabase } from "@healthops/testing/postgres/test-database";
import { createTestDatabase } from "@healthops/testing/postgres/test-database";
import { afterAll, beforeAll, expect, test } from "vitest";
import { contentOfBackup, newBackupKeys, one } from "./support.ts";

let folder: string;
let keyFolder: string;
let keys: BackupKeys;
let it: TestHub;
let server: OpenHubServer;
let url: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "healthops-encrypted-"));
  ({ keys, folder: keyFolder } = await newBackupKeys());
  it = await openTestHub();
  ({ server, url } = await listeningServer(it.hub));
  await addTestPerson(it.hub, "root", "ADMIN");
  await addTestPerson(it.hub, "ada");
});
afterAll(async () => {
  await server.close();
  await it.close();
  await rm(folder, { recursive: true, force: true });
  await rm(keyFolder, { recursive: true, force: true });
});

async function back(): Promise<string> {
  const { pool, schema } = it.hub;
  const encryptFor = await keys.recipients();
  const options = { pool, folder, product: "1.2.3", schemaVersion: schema.version, encryptFor };
  return (await writeBackup(options)).file;
}

async function restored(file: string, identities: readonly string[]): Promise<TestDatabase> {
  const database = await createTestDatabase();
  const pool = openPool(database.connectionString, 2, RESTORE_NAME);
  const { schema } = it.hub;
  const into = { pool, schema, product: "1.2.3", replaceKeepingIn: null, encryptFor: [] };
  await restoreBackup({ ...into, file, identities, anchor: null }).finally(() => pool.end());
  return database;
}

async function rowsIn(database: TestDatabase, sql: string): Promise<readonly unknown[]> {
  const pool = openPool(database.connectionString, 1, RESTORE_NAME);
  return pool
    .query(sql)
    .then(({ rows }) => rows)
    .finally(() => pool.end());
}

const problemOf = (work: Promise<unknown>) =>
  work.then(
    () => "nothing was refused",
    (error: unknown) => (isProblem(error) ? error : "not a Problem"),
  );

test("nothing in a backup opens the hub that it is of, not even for who has its key", async () => {
  const { accessToken, refreshToken } = await signIn(server, "root");
  const [sessionId = "", family = "", secret = ""] = refreshToken.split(".");
  const answer = await call(
    `${url}/api/v1/people/${await addTestPerson(it.hub, "new")}/password`,
    "POST",
    accessToken,
    {},
  );
  expect(answer.status).toBe(200);
  const file = await back();
  expect((await readFile(file)).toString("latin1").startsWith("age-encryption.org/v1\n")).toBe(
    true,
  );
  const content = (await contentOfBackup(file, await keys.identities())).toString("latin1");
  expect(content).toContain("root");
  for (const text of [family, secret]) {
    const hash = createHash("sha256").update(Buffer.from(text, "base64url")).digest("hex");
    expect(content).not.toContain(hash);
  }
  // The list of sessions is not in it; that somebody signed in is an event, and an id alone proves nothing.
  const { rows } = await it.hub.pool.query<{ kid: string; sealed: string; hash: string }>(
    `select kid, sealed, (select password_hash from hub.credentials where one_time_until is not null) as hash
      from hub.signing_keys`,
  );
  const row = present(rows[0], "the hub has a key");
  expect(content).not.toContain(row.kid);
  expect(content).not.toContain(row.sealed);
  expect(content).not.toContain(row.hash);
  const parts = (await checkBackup(file, await keys.identities())).manifest.parts;
  const counts = new Map(parts.map((part) => [part.table, part.rows]));
  expect([counts.get("hub.signing_keys"), counts.get("hub.sessions")]).toEqual([0, 0]);
  expect(sessionId).not.toBe("");
});

/** Columns that look like secrets, each with why a backup may carry it; null: its rows are kept out. */
const SECRETIVE: Readonly<Record<string, string | null>> = {
  "hub.credentials.password_hash":
    "Argon2id of a person's own password; one-time ones are kept out",
  "hub.key_files.key_id": "an id",
  "hub.key_uploads.key_id": "an id",
  "hub.keys.hash": "SHA-256 of a drawn key",
  "hub.known_clients.hash": null,
  "hub.receipts.hash": "of a group of changes, to tell a copied device [PSH4]",
  "hub.replicas.last_hash": "of the last group of changes, to tell a copied device [PSH4]",
  "hub.replicas.wipe_receipt": "confirms a wipe that was ordered, and opens nothing",
  "hub.reset_links.code_failures": null,
  "hub.reset_links.code_hash": null,
  "hub.reset_links.secret_hash": null,
  "hub.scopes.key": "a name",
  "hub.seals.hash": "the audit chain",
  "hub.seals.sealed_at": "a time",
  "hub.sessions.attempt_hash": null,
  "hub.sessions.family_hash": null,
  "hub.sessions.previous_hash": null,
  "hub.sessions.token_hash": null,
  "hub.settings.key": "a name",
  "hub.shared_groups.hash": "of a group of changes, to tell a copied device [PSH4]",
  "hub.sign_in_attempts.key": null,
  "hub.sign_in_secret.secret": null,
  "hub.signing_keys.private_jwk": null,
  "hub.signing_keys.public_jwk": null,
  "hub.signing_keys.sealed": null,
};

test("whatever the hub keeps that looks like a secret was looked at: it is kept out, or opens nothing", async () => {
  const { rows } = await it.hub.pool.query<{ name: string }>(
    `select table_schema || '.' || table_name || '.' || column_name as name
      from information_schema.columns where table_schema = 'hub'
        and column_name ~ '(secret|token|hash|jwk|sealed|password|code|receipt|key)'
        and column_name !~ '^receipt$' order by 1`,
  );
  expect(rows.map(({ name }) => name)).toEqual(Object.keys(SECRETIVE).toSorted());
  const { manifest } = await checkBackup(await back(), await keys.identities());
  const counts = new Map(manifest.parts.map((part) => [part.table, part.rows]));
  const keptOut = Object.entries(SECRETIVE).flatMap(([column, why]) =>
    why === null ? [column.split(".").slice(0, 2).join(".")] : [],
  );
  expect(keptOut.filter((table) => counts.get(table) !== 0)).toEqual([]);
});

test("the recovery key alone opens it, any other key does not, and the file says which it needs", async () => {
  const shown: RecoveryKey[] = [];
  expect(await keys.showRecoveryKey((key) => void shown.push(key))).toBe(true);
  expect(await keys.showRecoveryKey(() => undefined)).toBe(false);
  const recovery = present(shown[0], "it was shown");
  expect(await readFile(keys.file, "utf8")).not.toContain(recovery.identity);
  expect((await stat(keys.file)).mode & 0o777).toBe(0o600);

  const file = await back();
  const { identity } = await typedIdentity(
    ` ${recovery.identity.toLowerCase().slice(0, 40)}\n ${recovery.identity.slice(40)} `,
  );
  const database = await restored(file, [identity]);
  expect(
    await rowsIn(database, "select username from data.people where username = 'root'"),
  ).toEqual([{ username: "root" }]);
  await database.drop();

  const { keys: others, folder: otherFolder } = await newBackupKeys();
  await others.recipients();
  const fingerprints = (await keys.recipients()).map(fingerprintOf);
  expect(fingerprints[1]).toBe(recovery.fingerprint);
  for (const identities of [[], await others.identities()]) {
    expect(await problemOf(checkBackup(file, identities))).toMatchObject({
      code: "backup_key_needed",
      extra: { fingerprints },
    });
  }
  await rm(otherFolder, { recursive: true, force: true });
  const mistyped = recovery.identity.replace(/.$/, (last) => (last === "Q" ? "P" : "Q"));
  expect(await problemOf(typedIdentity(mistyped))).toMatchObject({
    code: "recovery_key_malformed",
  });
});

test("new keys open what is written from then on, and older backups still open here", async () => {
  const older = await back();
  const before = await keys.recipients();
  await keys.renew();
  const newer = await back();
  expect(await keys.recipients()).not.toEqual(before);
  expect(await keys.recoveryKeyWaits()).toBe(true);
  const [newest = ""] = await keys.identities();
  for (const file of [older, newer]) await checkBackup(file, await keys.identities());
  expect(await problemOf(checkBackup(older, [newest]))).toMatchObject({
    code: "backup_key_needed",
  });
});

test("a backup of an earlier version, in plain and with a key and a session, opens nothing once restored", async () => {
  const file = path.join(folder, "plain");
  const forged = JSON.stringify({ kty: "OKP", crv: "Ed25519", d: "secret", x: "public" });
  const key = ["plain-key", forged, forged, "2026-01-01 00:00:00+00", "\\N", "\\N"].join("\t");
  const time = "2026-01-01 00:00:00+00";
  const id = newId(it.hub.ports);
  const session = [
    id,
    id,
    "\\N",
    "\\\\x00",
    "\\\\x00",
    "\\N",
    "\\N",
    time,
    time,
    "2099-01-01 00:00:00+00",
    "\\N",
    "\\N",
  ].join("\t");
  await writeFile(
    file,
    await withRows(await contentOfBackup(await back(), await keys.identities()), {
      "hub.signing_keys": `${key}\n`,
      "hub.sessions": `${session}\n`,
    }),
  );
  const { manifest } = await checkBackup(file, []);
  expect(manifest.parts.find(({ table }) => table === "hub.sessions")?.rows).toBe(1);
  const database = await restored(file, []);
  expect(
    await rowsIn(
      database,
      "select (select count(*)::int from hub.signing_keys) as keys, (select count(*)::int from hub.sessions) as sessions",
    ),
  ).toEqual([{ keys: 0, sessions: 0 }]);
  expect(await rowsIn(database, "select length(secret) as n from hub.sign_in_secret")).toEqual([
    { n: 32 },
  ]);
  await database.drop();
});

test("a device that has yet to erase its data hears of it on a restored hub, too", async () => {
  const replica = newId(it.hub.ports);
  const { accessToken } = await signIn(server, "root");
  const device = await server.people.signIn(
    { username: "ada", password: "correct horse battery", replicaId: replica },
    testClient("test-device"),
  );
  const versions = {
    protocol: 1,
    schema: it.hub.schema.version,
    replicaId: replica,
    epoch: null,
    positions: {},
  };
  expect((await call(`${url}/api/v1/sync/pull`, "POST", device.accessToken, versions)).status).toBe(
    200,
  );
  expect(
    (await call(`${url}/api/v1/devices/${replica}/wipe`, "POST", accessToken, {})).status,
  ).toBe(200);
  const database = await restored(await back(), await keys.identities());
  expect(
    await rowsIn(database, "select replica_id, revoked_at is not null as over from hub.sessions"),
  ).toEqual([{ replica_id: replica, over: true }]);
  await database.drop();
  expect(
    codes(
      await call(`${url}/api/v1/auth/refresh`, "POST", null, { refreshToken: device.refreshToken }),
    ),
  ).toEqual([403, "device_wiped"]);
});

/** The content of a backup with rows put into empty tables, packed as earlier versions did: not encrypted. */
async function withRows(content: Buffer, rows: Readonly<Record<string, string>>): Promise<Buffer> {
  const pieces: Buffer[] = [Buffer.from(MAGIC)];
  const changed = (part: BackupPart): BackupPart => {
    const text = rows[part.table];
    if (text === undefined) return part;
    const sha256 = createHash("sha256").update(text).digest("hex");
    return { ...part, rows: 1, bytes: Buffer.byteLength(text), sha256 };
  };
  for await (const { kind, content: piece } of framesOf(one(content))) {
    if (kind === FRAME.part) {
      const part = JSON.parse(piece.toString()) as BackupPart;
      const text = rows[part.table];
      if (text !== undefined) pieces.push(frameBytes(FRAME.rows, Buffer.from(text)));
      pieces.push(frameBytes(kind, Buffer.from(JSON.stringify(changed(part)))));
    } else if (kind === FRAME.manifest) {
      const manifest = JSON.parse(piece.toString()) as BackupManifest;
      const parts = manifest.parts.map(changed);
      pieces.push(frameBytes(kind, Buffer.from(JSON.stringify({ ...manifest, parts }))));
    } else pieces.push(frameBytes(kind, Buffer.from(piece)));
  }
  const packed = zstdCompressSync(Buffer.concat(pieces));
  expect(zstdDecompressSync(packed).length).toBeGreaterThan(0);
  return packed;
}
