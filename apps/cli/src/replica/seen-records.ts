import type { Device } from "./open-device.ts";

/** The records of a collection at one moment: by id, what shows that one has changed. */
export type Seen = ReadonlyMap<string, { readonly version: number; readonly state: string }>;

export interface SeenChange {
  readonly event: "added" | "changed" | "removed";
  readonly id: string;
  /** Where its local changes stand: `waiting`, `rejected` …; empty when it has none. */
  readonly state: string;
}

/** Reads what there is now. Cheap even for 100,000 records: an index scan without their content. */
export async function readSeen({ replica, database }: Device, name: string): Promise<Seen> {
  const rows = await database.read(`select id, version from "${name}"`);
  const states = await replica.pendingRecords(name);
  return new Map(
    rows.map((row) => {
      const id = String(row["id"]);
      const state = (states.get(id) ?? []).filter((one) => one !== "acked").join(", ");
      return [id, { version: Number(row["version"]), state }];
    }),
  );
}

/** What happened between two moments, as far as the records show it. */
export function changesBetween(before: Seen, now: Seen): readonly SeenChange[] {
  const changes: SeenChange[] = [];
  for (const [id, { version, state }] of now) {
    const old = before.get(id);
    if (old === undefined) changes.push({ event: "added", id, state });
    else if (old.version !== version || old.state !== state) {
      changes.push({ event: "changed", id, state });
    }
  }
  for (const id of before.keys()) {
    if (!now.has(id)) changes.push({ event: "removed", id, state: "" });
  }
  return changes;
}
