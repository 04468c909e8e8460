import type { DeviceStatus } from "@healthops/protocol/device-status";
import { readSession } from "../store/session-row.ts";
import type { SqlReader } from "../sqlite/database.ts";
import { getMeta } from "../store/meta.ts";
import type { Status, SyncState } from "./status.ts";

/** Tables that the status is counted from. */
export const STATUS_TABLES: readonly string[] = ["_meta", "_outbox_groups", "conflicts"];

/** What the hub is told of this device. */
export async function readDeviceStatus(
  reader: SqlReader,
  app: string | null,
): Promise<DeviceStatus> {
  const { waiting, rejected, held, conflicts } = await countAttention(reader);
  return { app, waiting: waiting + held, rejected, conflicts };
}

/** Groups of this device that the hub has not accepted: what is lost when its data is erased. */
export async function countUnsent(reader: SqlReader): Promise<number> {
  const { waiting, rejected, held } = await countAttention(reader);
  return waiting + rejected + held;
}

/** The status as the database has it now, with what the sync loop says about itself. */
export async function readStatus(reader: SqlReader, sync: SyncState): Promise<Status> {
  const session = await readSession(reader);
  const active = session?.active === true;
  return {
    ...sync,
    signedIn: active ? session.identity : null,
    signInNeeded: active && session.tokens === null,
    revoked: active ? session.revoked : null,
    ...(await countAttention(reader)),
    copied: (await getMeta(reader, "copied_ms")) !== null,
    lastSyncAt_ms: await getMeta(reader, "last_sync_ms"),
    off: (await getMeta(reader, "schedule"))?.automatic === false,
  };
}

async function countAttention(
  reader: SqlReader,
): Promise<Pick<Status, "waiting" | "rejected" | "held" | "conflicts">> {
  const rows = await reader.all("select state, count(*) as n from _outbox_groups group by state");
  const counts = new Map(rows.map((row) => [String(row["state"]), Number(row["n"])]));
  const count = (state: string): number => counts.get(state) ?? 0;
  const [open] = await reader.all("select count(*) as n from conflicts where status = 'open'");
  return {
    waiting: count("waiting") + count("sent"),
    rejected: count("rejected"),
    held: count("held"),
    conflicts: Number(open?.["n"] ?? 0),
  };
}
