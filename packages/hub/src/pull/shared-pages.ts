import { PULL_PAGE_MAX } from "@healthops/protocol/wire/pull";
import type { PullAnswer, ReadPath } from "./answer.ts";
import { answerWith, positionsAtHeads } from "./answer.ts";
import type { Head } from "./heads.ts";
import { readHeads } from "./heads.ts";
import { readFeedPage } from "./page.ts";
import { inSnapshot, readRecords } from "./read-records.ts";
import type { Piece } from "./shared-pieces.ts";
import { PIECE_ROWS_MAX } from "./shared-pieces.ts";
import type { HubStanding, Puller } from "./standing.ts";
import { readStanding } from "./standing.ts";

/** How often somebody looks again at heads that moved on while pieces were read. */
const PIECE_LOOKS_MAX = 2;

/**
 * The whole answer out of pieces that others may have asked for too, all of the moment of `standing`; null
 * where it cannot be made of them: far behind, records that left, one that two pieces may both have.
 */
export async function sharedAnswer(
  path: ReadPath,
  puller: Puller,
  standing: HubStanding,
  look = 1,
): Promise<PullAnswer | null> {
  const { held, request } = puller;
  const { positions: from, limit = PULL_PAGE_MAX } = request;
  const behind = standing.heads.filter(({ key, head }) => (from[key] ?? 0) < head);
  const lag = behind.reduce((sum, { key, head }) => sum + head - (from[key] ?? 0), 0);
  if (lag > Math.min(limit, PIECE_ROWS_MAX)) return null;
  const pieces = await Promise.all(
    behind.map((head) => {
      const after = from[head.key] ?? 0;
      return path.pieces.of(head, after, () => readPiece(path, head, after));
    }),
  );
  const whole = pieces.filter((piece) => piece !== null);
  if (whole.length < pieces.length) {
    if (look === PIECE_LOOKS_MAX) return null;
    const again = await readStanding(path.pool, held, request.replicaId);
    if (again.lineId !== standing.lineId || sameHeads(again, standing)) return null;
    return sharedAnswer(path, puller, again, look + 1);
  }
  const slices = whole.flatMap((piece) => piece.slices);
  const kinds = whole.flatMap((piece) => [
    ...new Set(piece.slices.map((one) => one.collectionNumber)),
  ]);
  if (new Set(kinds).size < kinds.length) return null;
  const positions = positionsAtHeads(held, standing);
  const page = { slices, positions, complete: true, remaining: 0 };
  const changed = whole.flatMap((piece) => piece.changed);
  const deleted = whole.flatMap((piece) => piece.deleted);
  return answerWith(path, puller, standing, page, { changed, deleted });
}

function sameHeads(one: HubStanding, other: HubStanding): boolean {
  const heads = new Map(other.heads.map(({ key, head }) => [key, head]));
  return one.heads.every(({ key, head }) => heads.get(key) === head);
}

/** Null when the scope has another head by now, or when something left it: what that means differs by who asks. */
function readPiece(path: ReadPath, wanted: Head, from: number): Promise<Piece | null> {
  const { key } = wanted;
  return inSnapshot(path.pool, async (connection) => {
    const heads = await readHeads(connection, [key]);
    if (heads[0]?.head !== wanted.head) return null;
    const limit = PIECE_ROWS_MAX;
    const { slices } = await readFeedPage(connection, [key], heads, { [key]: from }, limit);
    if (slices.some(({ departed }) => departed)) return null;
    return { slices, ...(await readRecords(path.catalog, connection, slices)) };
  });
}
