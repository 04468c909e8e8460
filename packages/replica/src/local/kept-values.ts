import { Problem } from "@healthops/base/problem";
import type { JsonValue } from "@healthops/schema/field";
import type { SqlReader, SqlTransaction } from "../sqlite/database.ts";

/** The table that changes when a kept value does. */
export const KEPT_TABLE = "_kept";

const NAME = /^[A-Za-z0-9][A-Za-z0-9._:/-]{0,119}$/;
const MOST_CHARACTERS = 256 * 1_024;

/** How a value is kept. */
export interface Keeping {
  /** It is forgotten when nobody changed it for that long; without a number it stays. */
  readonly lasts_ms?: number;
}

/** The value of a name; null when nothing is kept under it. A Problem `invalid_kept_value`. */
export async function readKept(reader: SqlReader, name: string): Promise<JsonValue | null> {
  checkName(name);
  const [row] = await reader.all("select value from _kept where name = ?", [name]);
  return row === undefined ? null : (JSON.parse(String(row["value"])) as JsonValue);
}

/**
 * Keeps a value on this device, in the person's own database: it is never sent anywhere, and goes
 * when their data is erased here. Null forgets it. A Problem `invalid_kept_value` for a name that is
 * none, or a value of more than 262,144 characters as JSON.
 */
export async function writeKept(
  tx: SqlTransaction,
  name: string,
  value: JsonValue | null,
  until_ms: number | null = null,
): Promise<void> {
  checkName(name);
  if (value === null || until_ms === null) {
    await tx.run("delete from _kept_until where name = ?", [name]);
  } else {
    await tx.run("insert or replace into _kept_until (name, until_ms) values (?, ?)", [
      name,
      until_ms,
    ]);
  }
  if (value === null) {
    await tx.run("delete from _kept where name = ?", [name]);
    return;
  }
  const text = JSON.stringify(value);
  if (text.length > MOST_CHARACTERS) {
    throw invalid("value", "is too large to be kept on this device.", "256 KB as JSON");
  }
  await tx.run(
    "insert into _kept (name, value) values (?, ?) on conflict (name) do update set value = excluded.value",
    [name, text],
  );
}

/** Forgets what was kept until now or earlier, by this device's clock. */
export async function forgetOverdue(tx: SqlTransaction, now_ms: number): Promise<void> {
  const overdue = "select name from _kept_until where until_ms <= ?";
  await tx.run(`delete from _kept where name in (${overdue})`, [now_ms]);
  await tx.run("delete from _kept_until where until_ms <= ?", [now_ms]);
}

function checkName(name: string): void {
  if (!NAME.test(name)) {
    throw invalid("name", "cannot name a kept value.", "letters, digits and . _ : / -, up to 120");
  }
}

function invalid(field: string, message: string, allowed: string): Problem {
  return new Problem({
    code: "invalid_kept_value",
    status: 422,
    message: `The ${field} ${message}`,
    faults: [{ field, message, allowed }],
  });
}
