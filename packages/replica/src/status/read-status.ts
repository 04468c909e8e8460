import { readSession } from "../sign-in/session-row.ts";
import type { SqlReader } from "../sqlite/database.ts";
import { getMeta } from "../store/meta.ts";
import type { Status, SyncState } from "./status.ts";

/** Tables that the status is counted from. */
export const STATUS_TABLES: readonly string[] = ["_meta", "_outbox_groups", "conflicts"];

/** The status as the database has it now, with what the sync loop says about itself. */
export async function readStatus(reader: SqlReader, sync: SyncState): Promise<Status> {
  const rows = await reader.all("select state, count(*) as n from _outbox_groups group by state");
  const counts = new Map(rows.map((row) => [String(row["state"]), Number(row["n"])]));
  const count = (state: string): number => counts.get(state) ?? 0;
  const [open] = await reader.all("select count(*) as n from conflicts where status = 'open'");
  const session = await readSession(reader);
  const active = session?.active === true;
  return {
    ...sync,
    signedIn: active ? session.identity : null,
    signInNeeded: active && session.tokens === null,
    revoked: active ? session.revoked : null,
    waiting: count("waiting") + count("sent"),
    rejected: count("rejected"),
    held: count("held"),
    conflicts: Number(open?.["n"] ?? 0),
    lastSyncAt_ms: await getMeta(reader, "last_sync_ms"),
  };
}
