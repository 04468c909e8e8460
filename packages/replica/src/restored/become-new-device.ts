import type { SqlTransaction } from "../sqlite/database.ts";
import { getMeta, setMeta } from "../store/meta.ts";

/**
 * Makes a copy that was put back ready for work: what it had not sent will be sent; the hub knows it as
 * a new device [PSH4], because the numbers that it would go on with were used since, and wants the
 * password again.
 */
export async function becomeNewDevice(tx: SqlTransaction): Promise<void> {
  await tx.run("update _outbox_groups set state = 'waiting' where state = 'sent'");
  await tx.run("update _outbox_groups set seq = null");
  await tx.run("delete from _delivered_groups");
  await tx.run("delete from _delivered_mutations");
  for (const key of ["replica_id", "last_seq", "refresh_lease", "refresh_attempt"] as const) {
    await setMeta(tx, key, null);
  }
  const session = await getMeta(tx, "session");
  if (session !== null) await setMeta(tx, "session", { ...session, tokens: null });
}
