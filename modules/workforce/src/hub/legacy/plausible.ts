import { Problem } from "@healthops/base/problem";
import type { Queryable } from "@healthops/hub/database/pool";
import type { KeyHolder } from "@healthops/hub/keys/key-holder";
import { mayExceed } from "@healthops/hub/keys/large-upload";
import { DESKTOP_TABLES } from "./desktop-tables.ts";
import type { FileScan } from "./scan-file.ts";

/** So many new rows of people and vehicles nobody asks about, however small a region is. */
const ALWAYS_PLAUSIBLE = 1_000;
/** Beyond that a file may bring so many times what the region has. */
const TIMES_PRESENT = 2;

/** Entries follow from employees and days: one each; what is asked about is who and what they are of. */
const COUNTED = DESKTOP_TABLES.filter(({ name }) => name !== "timesheets");

/**
 * A file that would make many times as many employees (vehicles, drivers, users) as there are is more
 * likely a mistake or an attack than a region's work: an administrator has to allow it, once. Problem
 * `implausible_upload` (422), before anything is written.
 */
export async function assertPlausible(
  db: Queryable,
  holder: KeyHolder,
  scan: FileScan,
): Promise<void> {
  for (const { name, collection } of COUNTED) {
    const added = scan.tables.get(name)?.added ?? 0;
    if (added <= ALWAYS_PLAUSIBLE) continue;
    const present = await presentRows(db, collection, holder.siteId);
    if (added <= present * TIMES_PRESENT || (await mayExceed(db, holder.keyId))) continue;
    throw new Problem({
      code: "implausible_upload",
      status: 422,
      message: `This file would add ${added} rows to ${name}, where the hub has ${present}. If that is meant, an administrator has to allow it (healthops key allow-large ${holder.keyId}); then send it again within a day. Nothing was changed.`,
      extra: { table: name, added, present, keyId: holder.keyId },
    });
  }
}

/** Names of tables come from the module's own list. */
async function presentRows(
  db: Queryable,
  collection: string,
  siteId: string | null,
): Promise<number> {
  const { rows } = await db.query<{ n: number }>(
    `select count(*)::int as n from data.${collection}
      where not deleted and ($1::uuid is null or site_id = $1)`,
    [siteId],
  );
  return rows[0]?.n ?? 0;
}
