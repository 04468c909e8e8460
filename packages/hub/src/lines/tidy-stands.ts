import type { Queryable } from "../database/pool.ts";

/** A device that was away for longer is not protected by what they tell; what it read mostly still tells it. */
const KEPT_days = 60;

/** Forgets where scopes stood long ago [LIN6]. */
export async function tidyStands(db: Queryable): Promise<void> {
  await db.query(
    `delete from hub.scope_stands
      where at_us < (extract(epoch from now() - make_interval(days => $1)) * 1000000)::bigint`,
    [KEPT_days],
  );
}
