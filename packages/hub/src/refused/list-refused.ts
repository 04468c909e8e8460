import { isId } from "@healthops/base/ids";
import type { RefusedChange, RefusedPage } from "@healthops/protocol/wire/admin";
import type { Mutation, MutationReceipt } from "@healthops/protocol/wire/push";
import type { Content } from "@healthops/schema/record";
import { scopesOf } from "@healthops/schema/scope";
import { deviceTimeOf } from "../audit/history-entry.ts";
import { isCount, place, readPlace } from "../audit/place.ts";
import { requireRole } from "../audit/require-role.ts";
import type { Row } from "../database/pool.ts";
import { micros } from "../devices/device-row.ts";
import type { Hub } from "../hub.ts";
import type { HubActor } from "../hub-actor.ts";
import { momentOfMicros } from "../rest/moment.ts";
import { maySee, readRecord } from "../rest/read-record.ts";

const LIMIT = 50;
const LIST = "refused";

interface RefusedRow extends Row {
  readonly replica_id: string;
  readonly person_id: string;
  readonly site_id: string | null;
  readonly seq: number;
  readonly at_us: number;
  readonly device_time_ms: number;
  readonly mutations: readonly Mutation[];
  readonly answers: readonly MutationReceipt[];
}

type RefusedHub = Pick<Hub, "pool" | "engine">;

/**
 * What devices wanted and the hub refused, newest first: all of it for administrators, for managers what
 * their site's people wanted, and what others wanted of their site's records: somebody who left the
 * site with unsent edits has lost them otherwise [PUL4]. What was to be written is shown only where
 * the reader may see the record. Problems `not_permitted`, `invalid_cursor`.
 */
export async function listRefused(
  hub: RefusedHub,
  actor: HubActor,
  asked: {
    readonly person?: string;
    readonly device?: string;
    readonly limit?: number;
    readonly after?: string;
  },
): Promise<RefusedPage> {
  requireRole(actor, "MANAGER");
  const limit = asked.limit ?? LIMIT;
  const [at = null, device = null, seq = null] =
    asked.after === undefined ? [] : readPlace(LIST, [isCount, isId, isCount], asked.after);
  const { rows } = await hub.pool.query<RefusedRow>(
    `select f.replica_id, f.person_id, p.site_id, f.seq, ${micros("f.at")} as at_us,
        f.device_time_ms, f.mutations, f.answers
      from hub.refused f left join data.people p on p.id = f.person_id
      where ($1 or p.site_id = $2::uuid or $2::uuid = any(f.sites)) and ($3::uuid is null or f.person_id = $3)
        and ($4::uuid is null or f.replica_id = $4)
        and ($5::bigint is null or (${micros("f.at")}, f.replica_id, f.seq) < ($5, $6::uuid, $7::bigint))
      order by ${micros("f.at")} desc, f.replica_id desc, f.seq desc limit $8`,
    [
      actor.role === "ADMIN",
      actor.siteId,
      asked.person ?? null,
      asked.device ?? null,
      at,
      device,
      seq,
      limit + 1,
    ],
  );
  const page = rows.slice(0, limit);
  const refused: RefusedChange[] = [];
  for (const row of page) refused.push(await refusedChange(hub, actor, row));
  const last = page.at(-1);
  const more = rows.length > limit && last !== undefined;
  return { refused, next: more ? place(LIST, [last.at_us, last.replica_id, last.seq]) : null };
}

async function refusedChange(
  hub: RefusedHub,
  actor: HubActor,
  row: RefusedRow,
): Promise<RefusedChange> {
  const mutations: RefusedChange["mutations"] = [];
  for (const [at, mutation] of row.mutations.entries()) {
    const answer = row.answers[at];
    const visible = await isVisible(hub, actor, mutation);
    mutations.push({
      collection: mutation.collection,
      recordId: mutation.id,
      op: mutation.op,
      code: answer?.status === "rejected" ? answer.code : "unknown",
      message: answer?.status === "rejected" ? answer.message : "",
      withheld: !visible,
      fields: visible ? mutation.fields : null,
    });
  }
  return {
    deviceId: row.replica_id,
    personId: row.person_id,
    siteId: row.site_id,
    seq: row.seq,
    at: momentOfMicros(row.at_us),
    deviceTime: deviceTimeOf(row.device_time_ms),
    mutations,
  };
}

/** As the record is now; a record that never came to be is judged by what it was to hold. */
async function isVisible(hub: RefusedHub, actor: HubActor, mutation: Mutation): Promise<boolean> {
  const { catalog } = hub.engine;
  if (!catalog.schema.collections.has(mutation.collection)) return false;
  const entry = catalog.named(mutation.collection);
  const found = await readRecord(hub.pool, entry, mutation.id);
  if (found !== null) return maySee(actor, entry, found.record);
  const wanted = mutation.fields as Content;
  return scopesOf(entry.collection, mutation.id, wanted).some((key) => actor.scopes.has(key));
}
