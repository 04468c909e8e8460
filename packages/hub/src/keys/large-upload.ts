import type { Queryable } from "../database/pool.ts";

/** How long an administrator's word holds, in hours. */
const LARGE_UPLOAD_hours = 24;

/** Whether an administrator has allowed this key to bring more than is plausible. */
export async function mayExceed(db: Queryable, keyId: string): Promise<boolean> {
  const { rows } = await db.query<{ allowed: boolean }>(
    "select coalesce(large_until > now(), false) as allowed from hub.keys where id = $1",
    [keyId],
  );
  return rows[0]?.allowed === true;
}

/** Allows it for a day; false when there is no such key in use. */
export async function allowLargeUpload(db: Queryable, keyId: string): Promise<boolean> {
  const { rowCount } = await db.query(
    `update hub.keys set large_until = now() + make_interval(hours => $2)
      where id = $1 and revoked_at is null`,
    [keyId, LARGE_UPLOAD_hours],
  );
  return rowCount === 1;
}
