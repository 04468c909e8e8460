import type { Queryable } from "../database/pool.ts";

const KEPT_days = 90;

/** Forgets refused changes of long ago; answers how many. */
export async function tidyRefused(db: Queryable): Promise<number> {
  const { rowCount } = await db.query(
    `delete from hub.refused where at < now() - make_interval(days => $1)`,
    [KEPT_days],
  );
  return rowCount ?? 0;
}
