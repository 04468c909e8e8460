import { PROTOCOL_VERSION } from "@healthops/protocol/version";
import type { Positions } from "@healthops/protocol/wire/pull";
import type pg from "pg";
import type { Catalog } from "../engine/catalog.ts";
import { markOf, readMark } from "../lines/line-mark.ts";
import type { Lines } from "../lines/lines.ts";
import { epochForOlder, isOfEpoch } from "../lines/older-device.ts";
import { etagOf } from "./heads.ts";
import type { FeedPage } from "./page.ts";
import type { RecordsJson } from "./read-records.ts";
import type { SharedPieces } from "./shared-pieces.ts";
import type { HubStanding, Puller } from "./standing.ts";

/** What the read path stands on. */
export interface ReadPath {
  readonly pool: pg.Pool;
  readonly catalog: Catalog;
  readonly epoch: string;
  readonly lines: Lines;
  /** What several devices ask for within a moment [FAN5]. */
  readonly pieces: Pick<SharedPieces, "of">;
}

export type PullAnswer =
  | {
      readonly status: 304;
      readonly etag: string;
      /** The device's standing, when it has to know it anew [LIN3]. */
      readonly line: string | null;
    }
  | {
      readonly status: 200;
      /** Only of a complete answer. */
      readonly etag: string | null;
      readonly line: string;
      /** A `PullResponse` as JSON text. */
      readonly body: string;
      /** Records, tombstones and departures in it. */
      readonly rows: number;
    };

/** The answer with one page, whose records are as at the heads of `standing` if it is complete. */
export function answerWith(
  path: ReadPath,
  puller: Puller,
  standing: HubStanding,
  page: FeedPage,
  records: RecordsJson,
): PullAnswer {
  const { version } = path.catalog.schema;
  return {
    status: 200,
    etag: page.complete ? etagOf(path.epoch, version, puller.held, standing.heads) : null,
    line: markFor(path, puller, standing, page.positions),
    body: bodyJson(path, epochFor(path, puller), page, records),
    rows: page.slices.reduce((sum, slice) => sum + slice.count, 0),
  };
}

/** Position of every held scope at its head. */
export function positionsAtHeads(held: Puller["held"], { heads }: HubStanding): Positions {
  const known = new Map(heads.map(({ key, head }) => [key, head]));
  return Object.fromEntries(held.map((key) => [key, known.get(key) ?? 0]));
}

function markFor(
  { lines: { secret } }: ReadPath,
  { request: { replicaId } }: Puller,
  { lineId, lastSeq, now_us: at_us }: HubStanding,
  positions: Positions,
): string {
  return markOf(secret, { replicaId, lineId, at_us, lastSeq, positions });
}

/** A device that stands at all heads needs another mark only where its own is of another line. */
export function unchangedMark(
  path: ReadPath,
  puller: Puller,
  standing: HubStanding,
): string | null {
  const { held, claim } = puller;
  if (claim !== null && readMark(claim.mark)?.lineId === standing.lineId) return null;
  return markFor(path, puller, standing, positionsAtHeads(held, standing));
}

/** The hub's epoch as the device knows it [LIN5]. */
function epochFor({ epoch, lines }: ReadPath, { request, claim }: Puller): string {
  if (claim !== null && request.epoch !== null && isOfEpoch(request.epoch, epoch)) {
    return request.epoch;
  }
  return epochForOlder(epoch, lines.current);
}

function bodyJson(
  path: ReadPath,
  epoch: string,
  page: FeedPage,
  { changed, deleted }: RecordsJson,
): string {
  const left = page.slices.flatMap((slice) => {
    const entry = slice.departed ? path.catalog.numbered(slice.collectionNumber) : undefined;
    if (entry === undefined) return [];
    return [
      { scope: slice.scope, name: entry.collection.name, ids: slice.ids.slice(1, -1).split(",") },
    ];
  });
  const frame = JSON.stringify({
    protocol: PROTOCOL_VERSION,
    schema: path.catalog.schema.version,
    epoch,
    complete: page.complete,
    positions: page.positions,
    remaining: page.remaining,
    left,
  });
  return `${frame.slice(0, -1)},"changed":[${changed.join(",")}],"deleted":[${deleted.join(",")}]}`;
}
