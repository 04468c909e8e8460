import { randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";

import { Problem } from "@healthops/base/problem";

/** The passwords of one embedded server; random, made with it, readable by its owner only. */
export interface Credentials {
  /** Of the superuser `healthops_admin`, whom only this controller uses. */
  readonly adminPassword: string;
  /** Of `healthops`, who owns the database and may nothing beyond it. */
  readonly password: string;
}

export const ADMIN_ROLE = "healthops_admin";
/** Name of the hub's role and of its database. */
export const HUB_ROLE = "healthops";

/** Makes and writes new passwords into the server's folder. */
export async function writeCredentials(folder: string): Promise<Credentials> {
  const credentials = { adminPassword: newPassword(), password: newPassword() };
  const text = `${JSON.stringify(credentials, null, 2)}\n`;
  await writeFile(credentialsFile(folder), text, { mode: 0o600 });
  return credentials;
}

/** Reads the passwords; throws a Problem `database_credentials_missing` when they are lost. */
export async function readCredentials(folder: string): Promise<Credentials> {
  const file = credentialsFile(folder);
  const found: unknown = await readFile(file, "utf8")
    .then(JSON.parse)
    .catch(() => null);
  if (typeof found === "object" && found !== null) {
    if ("adminPassword" in found && "password" in found) {
      const { adminPassword, password } = found;
      if (typeof adminPassword === "string" && typeof password === "string") {
        return { adminPassword, password };
      }
    }
  }
  throw new Problem({
    code: "database_credentials_missing",
    status: 500,
    message: `The passwords of the embedded database are missing or unreadable in ${file}; bring the file back from a backup.`,
  });
}

/** A connection string for a role on 127.0.0.1. */
export function connectionString(
  role: string,
  password: string,
  port: number,
  database: string,
): string {
  return `postgres://${role}:${password}@127.0.0.1:${port}/${database}`;
}

function credentialsFile(folder: string): string {
  return path.join(folder, "credentials.json");
}

/** 192 bits that need no escaping in a URL or in SQL. */
function newPassword(): string {
  return randomBytes(24).toString("base64url");
}
