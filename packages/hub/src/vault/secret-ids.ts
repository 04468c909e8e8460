import { createHmac, randomBytes } from "node:crypto";
import { present } from "@healthops/base/assert";
import type { Queryable } from "../database/pool.ts";

/** Answers the same id for the same key, on every hub of one database. */
export type SecretIds = (...key: readonly string[]) => string;

const SECRET_bytes = 32;
const ID_bytes = 16;

/**
 * Ids for what older programs call by a number of their own: the same each time, like a derived id, but
 * nobody outside can compute them, so that asking for one tells nothing about somebody else's records.
 */
export function secretIds(secret: string): SecretIds {
  return (...key) => {
    const bytes = createHmac("sha256", secret).update(JSON.stringify(key)).digest();
    const id = bytes.subarray(0, ID_bytes);
    // Version 8 of RFC 9562: bits of our own making.
    id.writeUInt8((id.readUInt8(6) & 0x0f) | 0x80, 6);
    id.writeUInt8((id.readUInt8(8) & 0x3f) | 0x80, 8);
    return id.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  };
}

/** With the secret of this database, drawn at the first start; backups carry it, so that ids stay the same. */
export async function openSecretIds(db: Queryable): Promise<SecretIds> {
  await db.query(
    `insert into hub.settings (key, value) values ('id_secret', $1) on conflict do nothing`,
    [randomBytes(SECRET_bytes).toString("base64url")],
  );
  const { rows } = await db.query<{ value: string }>(
    `select value from hub.settings where key = 'id_secret'`,
  );
  return secretIds(present(rows[0], "the secret is there").value);
}
