import type { Mutation } from "@healthops/protocol/wire/push";
import type { Content } from "@healthops/schema/record";
import type { TableEntry } from "../engine/catalog.ts";
import type { Hub } from "../hub.ts";
import type { HubActor } from "../hub-actor.ts";
import { readVisible, recordDeleted } from "./read-record.ts";
import { submitChange } from "./submit-change.ts";

/** A change of a record that exists. */
export interface RecordChange {
  readonly id: string;
  readonly op: Exclude<Mutation["op"], "create">;
  /** The version that the client saw; null for the current one. */
  readonly base: number | null;
  /** Only of an update. */
  readonly fields: Content;
  readonly reason: string | null;
}

/** What became of a change. */
export interface Changed {
  /** `unchanged`: the record already was as the change wanted it. */
  readonly outcome: "applied" | "merged" | "unchanged";
  readonly version: number;
}

/**
 * Updates, deletes or restores a record, merging with what happened since the version that the
 * client saw [MRG2, MRG3, MRG4]. Problems: `unknown_record` (404), `record_deleted` (410, an update of
 * the deleted version itself), and those of `submitChange`.
 */
export async function changeRecord(
  hub: Pick<Hub, "engine" | "pool" | "ports">,
  entry: TableEntry,
  actor: HubActor,
  { id, op, base, fields, reason }: RecordChange,
): Promise<Changed> {
  const { record, deleted } = await readVisible(hub.pool, entry, actor, id);
  const seen = base ?? record.version;
  // A client that saw a version before the deletion gets a conflict instead, so nothing is lost.
  if (op === "update" && deleted && seen >= record.version) throw recordDeleted(entry, record);
  const mutation = { collection: entry.collection.name, id, op, base: seen, fields };
  const taken = await submitChange(hub, actor, mutation, reason);
  return taken.version === record.version ? { ...taken, outcome: "unchanged" } : taken;
}
