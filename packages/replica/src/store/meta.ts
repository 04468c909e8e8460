import { present } from "@healthops/base/assert";
import type { StoredPin } from "../local/stored-pin.ts";
import type { StoredSession } from "./stored-session.ts";
import type { SqlReader, SqlTransaction } from "../sqlite/database.ts";
import type { ScheduleSettings } from "./schedule-settings.ts";

/** Everything in `_meta`; each value is kept as JSON. */
export interface MetaValues {
  /** UUIDv7 of this replica, made when the database was. */
  readonly replica_id: string;
  /** Version of the schema that the tables were last made for. */
  readonly schema_version: string;
  /** How the derived columns were last computed. */
  readonly derivation: string;
  /** Ids of the written migrations that were run. */
  readonly migrations: readonly string[];
  /** The id before, whose copy this database turned out to be [PSH4]. */
  readonly copy_of: string;
  /** Groups up to this one were made under that id: other copies may have them too. */
  readonly inherited_through: number;
  /** Epoch ms of the device's clock when it became a device of its own; until its person has signed in. */
  readonly copied_ms: number;
  /** Highest group number given out [PSH1]. */
  readonly last_seq: number;
  /** The newest answered group, and what the hub calls it. */
  readonly last_answered: { readonly seq: number; readonly hash: string };
  /** Epoch ms of the hub's clock at its last answer to a push. */
  readonly hub_ms: number;
  /** The newest answered group was sent again, because no hub had said what it calls it [PSH4]. */
  readonly proof_sent: true;
  /** Epoch of the hub that the positions belong to [PUL8]. */
  readonly epoch: string;
  /** What the hub said of this replica's standing with its positions, in its line of time [LIN3]. */
  readonly mark: string;
  /** The same of the staged pages. */
  readonly staged_mark: string;
  /** Hub time up to which hub and device have everything in common; with `_rewound` scopes. */
  readonly rewound_us: number;
  /** The hub's database is another one: nothing is pushed until a pull has said what it has. */
  readonly pull_first: true;
  /** Epoch that the staged pages belong to. */
  readonly staged_epoch: string;
  /** ETag of the last complete pull, for the positions as they are now [PUL5]. */
  readonly etag: string;
  /** The next complete pull replaces everything, because it was read from the start. */
  readonly replace_all: true;
  /** Hub time of a restore that this replica follows; nothing is pushed until it has pulled. */
  readonly restored_us: number;
  /** Epoch ms of the device's clock when the last sync went through. */
  readonly last_sync_ms: number;
  /** Epoch ms of the device's clock until which one process renews the tokens; see sign-in/access.ts. */
  readonly refresh_lease: number;
  /** Secret of the refresh that is under way, or whose answer got lost; repeated with its token. */
  readonly refresh_attempt: string;
  readonly session: StoredSession;
  /** The PIN that unlocks quickly while a window lives. */
  readonly pin: StoredPin;
  /** What the person changed about the times of syncing. */
  readonly schedule: Partial<ScheduleSettings>;
}

export type MetaKey = keyof MetaValues;

/** The value of a key, or null when it was never set. */
export async function getMeta<K extends MetaKey>(
  reader: SqlReader,
  key: K,
): Promise<MetaValues[K] | null> {
  const [row] = await reader.all("select value from _meta where key = ?", [key]);
  return row === undefined ? null : (JSON.parse(String(row["value"])) as MetaValues[K]);
}

/** Sets a key, or forgets it with null. */
export async function setMeta<K extends MetaKey>(
  tx: SqlTransaction,
  key: K,
  value: MetaValues[K] | null,
): Promise<void> {
  if (value === null) {
    await tx.run("delete from _meta where key = ?", [key]);
    return;
  }
  await tx.run(
    "insert into _meta (key, value) values (?, ?) on conflict (key) do update set value = excluded.value",
    [key, JSON.stringify(value)],
  );
}

/**
 * The id of this replica as it is now. Asked for in the transaction that uses it, never remembered: a copy
 * of a device takes a new one while it runs [PSH4].
 */
export async function replicaIdOf(reader: SqlReader): Promise<string> {
  return present(await getMeta(reader, "replica_id"), "an opened database has its id");
}
