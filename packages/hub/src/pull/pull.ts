import type { LineClaim } from "@healthops/protocol/line-header";
import type { PullRequest } from "@healthops/protocol/wire/pull";
import { PULL_PAGE_MAX } from "@healthops/protocol/wire/pull";
import type { HubActor } from "../hub-actor.ts";
import { LineMoved } from "../lines/lines.ts";
import { isOfEpoch } from "../lines/older-device.ts";
import { LossProven, openProvenLine } from "../lines/prove-loss.ts";
import type { PullAnswer, ReadPath } from "./answer.ts";
import { answerWith, unchangedMark } from "./answer.ts";
import { withDepartures } from "./departures.ts";
import { etagOf } from "./heads.ts";
import { readFeedPage } from "./page.ts";
import { inSnapshot, readRecords } from "./read-records.ts";
import { sharedAnswer } from "./shared-pages.ts";
import type { Puller } from "./standing.ts";
import { assertOnLine, readStanding } from "./standing.ts";

/**
 * One page of changes in the actor's scopes, or 304 [PUL1, PUL2, PUL5]. `etag` is what the replica sent as
 * `If-None-Match`, null when it sent none.
 */
export type Pull = (
  actor: HubActor,
  request: PullRequest,
  etag: string | null,
  claim?: LineClaim | null,
) => Promise<PullAnswer>;

/** The one way out of the synced tables for devices. */
export function pullFrom(path: ReadPath): Pull {
  return (actor, request, etag, claim = null) =>
    pull(path, { held: [...actor.scopes], request, claim }, etag);
}

/** More often than a hub's database can go back in time while a device waits. */
const LOOKS_MAX = 4;

/**
 * One page of what changed in the held scopes since the positions of the request [PUL1, PUL2]; 304
 * after one indexed read when the given ETag still holds [PUL5]. Problems `hub_behind`, `hub_restored`
 * when the device knows what the hub does not [LIN].
 */
async function pull(path: ReadPath, puller: Puller, etag: string | null): Promise<PullAnswer> {
  for (let look = 1; ; look++) {
    try {
      return await pullOnce(path, puller, etag);
    } catch (error) {
      if (look === LOOKS_MAX) throw error;
      if (error instanceof LossProven) await openProvenLine(path.pool, path.lines, error);
      else if (error instanceof LineMoved) await path.lines.renew(path.pool);
      else throw error;
    }
  }
}

async function pullOnce(path: ReadPath, puller: Puller, etag: string | null): Promise<PullAnswer> {
  const { held, request } = puller;
  const { version } = path.catalog.schema;
  const known = request.epoch !== null && isOfEpoch(request.epoch, path.epoch);
  if (known) {
    const standing = await readStanding(path.pool, held, request.replicaId);
    await assertOnLine(path.pool, path.lines, path.epoch, standing, puller);
    const now = etagOf(path.epoch, version, held, standing.heads);
    if (now === etag) return { status: 304, etag, line: unchangedMark(path, puller, standing) };
    const shared = await sharedAnswer(path, puller, standing);
    if (shared !== null) return shared;
  }
  // Positions of another epoch mean nothing here: everything is read anew.
  const from = request.epoch === null || known ? request.positions : {};
  return inSnapshot(path.pool, async (connection) => {
    const standing = await readStanding(connection, held, request.replicaId);
    if (known) await assertOnLine(connection, path.lines, path.epoch, standing, puller);
    const { heads } = standing;
    const limit = request.limit ?? PULL_PAGE_MAX;
    const read = await readFeedPage(connection, held, heads, from, limit);
    const page = { ...read, slices: await withDepartures(connection, heads, read.slices) };
    const records = await readRecords(path.catalog, connection, page.slices);
    return answerWith(path, puller, standing, page, records);
  });
}
