import { isId } from "@healthops/base/ids";
import type { RefusedChange, RefusedPage } from "@healthops/protocol/wire/refused";
import { isCount, cursorOf, readCursor } from "../requests/page-cursor.ts";
import { requireRole } from "../requests/require-role.ts";
import { micros } from "../devices/device-row.ts";
import type { HubActor } from "../hub-actor.ts";
import type { RefusedHub } from "./record-lookup.ts";
import { RecordLookup } from "./record-lookup.ts";
import type { RefusedRow } from "./refused-row.ts";
import { REFUSED_FIRST_ROWS, refusedChange } from "./refused-row.ts";

/** Changes in a page where nobody says how many. */
export const LIMIT = 50;
const LIST = "refused";

interface RefusedQuery {
  readonly person?: string;
  readonly device?: string;
  /** Left out: both. */
  readonly state?: "open" | "decided";
  readonly limit?: number;
  readonly after?: string;
}

/**
 * What devices wanted and the hub refused, newest first: all of it for administrators, for managers what
 * their site's people wanted, and what others wanted of their site's records: somebody who left the
 * site with unsent edits has lost them otherwise [PUL4]. What was to be written is shown only where
 * the reader may write the record. Problems `not_permitted`, `invalid_cursor`.
 */
export async function listRefused(
  hub: RefusedHub,
  actor: HubActor,
  asked: RefusedQuery,
): Promise<RefusedPage> {
  requireRole(actor, "MANAGER");
  const limit = asked.limit ?? LIMIT;
  const [at = null, device = null, seq = null] =
    asked.after === undefined ? [] : readCursor(LIST, [isCount, isId, isCount], asked.after);
  const { rows } = await hub.pool.query<RefusedRow>(
    `${REFUSED_FIRST_ROWS}
        and ($3::uuid is null or f.person_id = $3)
        and ($4::uuid is null or f.replica_id = $4)
        and ($5::bigint is null or (${micros("f.at")}, f.replica_id, f.seq) < ($5, $6::uuid, $7::bigint))
        and ($9::boolean is null or (f.decision is null) = $9)
      order by ${micros("f.at")} desc, f.replica_id desc, f.seq desc limit $8`,
    [
      actor.role === "ADMIN",
      actor.siteIds,
      asked.person ?? null,
      asked.device ?? null,
      at,
      device,
      seq,
      limit + 1,
      asked.state === undefined ? null : asked.state === "open",
    ],
  );
  const page = rows.slice(0, limit);
  const refused: RefusedChange[] = [];
  const records = new RecordLookup(hub);
  await records.prepare(page.flatMap(({ mutations }) => mutations));
  for (const row of page) refused.push(await refusedChange(hub, actor, row, records));
  const last = page.at(-1);
  const more = rows.length > limit && last !== undefined;
  return { refused, next: more ? cursorOf(LIST, [last.at_us, last.replica_id, last.seq]) : null };
}
