import { Problem } from "@healthops/base/problem";
import type { Queryable } from "../database/pool.ts";
import { APPLICATION_NAME } from "../database/pool.ts";

/** Names the connections of a restore, so that they are not taken for a running hub. */
export const RESTORE_NAME = "healthops-restore";

/** Whether anybody ever worked on this database: an installed hub without people counts as empty. */
export async function holdsRecords(db: Queryable): Promise<boolean> {
  const { rows: tables } = await db.query<{ there: boolean }>(
    "select to_regclass('hub.history') is not null as there",
  );
  if (tables[0]?.there !== true) return false;
  const { rows } = await db.query("select from hub.history limit 1");
  return rows.length > 0;
}

/** A hub would go on with what it remembers of the replaced state. Problem `hub_running`. */
export async function assertNoHub(db: Queryable): Promise<void> {
  const { rows } = await db.query(
    `select from pg_stat_activity
      where datname = current_database() and application_name = $1 and pid <> pg_backend_pid() limit 1`,
    [APPLICATION_NAME],
  );
  if (rows.length === 0) return;
  throw new Problem({
    code: "hub_running",
    status: 409,
    message:
      "A hub is running on this database. Stop it (all of them, if there are several), then restore.",
  });
}

/** The database has records, and nobody said that they may be replaced. */
export function notEmpty(): Problem {
  return new Problem({
    code: "database_not_empty",
    status: 409,
    message:
      "This database has records. Restore into an empty one, or add --replace: what is here now is backed up first.",
  });
}
