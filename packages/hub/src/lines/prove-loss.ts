import type { Positions } from "@healthops/protocol/wire/pull";
import type pg from "pg";
import type { LineMark } from "./line-mark.ts";
import type { Lines } from "./lines.ts";
import { inLinesLock, insertLine, readSituation } from "./open-line.ts";

/**
 * Thrown in the middle of a pull: the device has from this hub, under its seal, what the hub does not
 * know any more, in the line that it takes for unbroken [LIN6].
 */
export class LossProven extends Error {
  readonly mark: LineMark;

  constructor(mark: LineMark) {
    super("a device knows more than the hub");
    this.mark = mark;
  }
}

/**
 * Opens the next line for everybody: whatever was written since the device was told its standing may
 * have been written a second time, with other content at the same positions. Writers wait meanwhile, so
 * that none of their positions is missed.
 */
export async function openProvenLine(
  pool: pg.Pool,
  lines: Lines,
  { mark }: LossProven,
): Promise<void> {
  const connection = await pool.connect();
  let broken: Error | undefined;
  try {
    const line = await inLinesLock(connection, async () => {
      const situation = await readSituation(connection);
      // Another device was faster.
      if (situation.newest?.id !== mark.lineId) return situation.newest;
      await connection.query("lock table hub.scopes in exclusive mode");
      const opened = await insertLine(connection, situation, "proven", mark.at_us);
      await connection.query(
        `insert into hub.scope_lines (scope_id, line, from_position)
          select id, $1, 0 from hub.scopes where last_us > $2`,
        [opened.number, mark.at_us],
      );
      return opened;
    });
    if (line !== null) lines.goOver(line, line.id === mark.lineId ? null : "proven");
  } catch (error) {
    broken = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    connection.release(broken);
  }
}

/** The positions of scopes that somebody holds: the others are ignored. */
export function heldPositions(positions: Positions, held: Iterable<string>): Positions {
  const own: Record<string, number> = {};
  for (const key of held) {
    const position = positions[key];
    if (position !== undefined) own[key] = position;
  }
  return own;
}
