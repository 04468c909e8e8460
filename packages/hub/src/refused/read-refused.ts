import { present as presentOr } from "@healthops/base/assert";
import { Problem } from "@healthops/base/problem";
import type { Mutation } from "@healthops/protocol/wire/push";
import type { RefusedRecord, RefusedWork } from "@healthops/protocol/wire/refused";
import { requireRole } from "../requests/require-role.ts";
import type { HubActor } from "../hub-actor.ts";
import { maySee } from "../rest/read-record.ts";
import { isAnother, mayWriteEach } from "./may-write.ts";
import type { RefusedHub } from "./record-lookup.ts";
import { RecordLookup } from "./record-lookup.ts";
import { byRecord, wantedOf } from "./refused-records.ts";
import type { RefusedRow } from "./refused-row.ts";
import { REFUSED_ROWS, refusedChange } from "./refused-row.ts";

/** Which refused change: the device's database, and the number of the group in its outbox. */
export interface RefusedKey {
  readonly device: string;
  readonly seq: number;
}

/**
 * One refused change, with each record as the hub has it now and as the person wanted it. Problems
 * `not_permitted`, `unknown_refused_change` (404).
 */
export async function readRefused(
  hub: RefusedHub,
  actor: HubActor,
  key: RefusedKey,
): Promise<RefusedWork> {
  const row = await refusedRow(hub, actor, key);
  const lookup = new RecordLookup(hub);
  const change = await refusedChange(hub, actor, row, lookup);
  const records: RefusedRecord[] = [];
  for (const mutations of byRecord(row.mutations)) {
    records.push(await refusedRecord(lookup, actor, mutations));
  }
  return { change, records };
}

async function refusedRow(
  hub: RefusedHub,
  actor: HubActor,
  { device, seq }: RefusedKey,
): Promise<RefusedRow> {
  requireRole(actor, "MANAGER");
  const { rows } = await hub.pool.query<RefusedRow>(
    `${REFUSED_ROWS} and f.replica_id = $3 and f.seq = $4`,
    [actor.role === "ADMIN", actor.siteIds, device, seq],
  );
  if (rows[0] !== undefined) return rows[0];
  throw new Problem({
    code: "unknown_refused_change",
    status: 404,
    message: "There is no such refused change that you may see. They are kept for 90 days.",
  });
}

async function refusedRecord(
  lookup: RecordLookup,
  actor: HubActor,
  mutations: readonly Mutation[],
): Promise<RefusedRecord> {
  const { collection: name, id } = presentOr(mutations[0], "a record is of some mutation");
  const first = { collection: name, recordId: id };
  const withheld = { ...first, withheld: true, present: null, wanted: null };
  const op = presentOr(mutations.at(-1), "a record is of some mutation").op;
  if ((await mayWriteEach(lookup, actor, mutations)).includes(false)) return { ...withheld, op };
  const entry = presentOr(lookup.entryOf(name), "what may be written is of a collection");
  const found = await lookup.find(entry, id);
  const present =
    found === null ||
    !maySee(actor, entry, found.record) ||
    isAnother(entry, found.record, mutations)
      ? null
      : {
          version: found.record.version,
          deleted: found.deleted,
          content: { ...found.record.content },
        };
  const wanted = wantedOf(entry.collection, present, mutations);
  return { ...first, op: wanted.op, withheld: false, present, wanted: { ...wanted.fields } };
}
