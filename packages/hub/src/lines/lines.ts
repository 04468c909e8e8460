import { randomBytes } from "node:crypto";
import { present } from "@healthops/base/assert";
import type pg from "pg";
import type { Queryable } from "../database/pool.ts";
import type { Line } from "./line-row.ts";
import type { Situation } from "./open-line.ts";
import { inLinesLock, insertLine, readSituation } from "./open-line.ts";
import type { LineReason } from "./reason-to-open.ts";
import { reasonToOpen } from "./reason-to-open.ts";

/** A line that this process goes over to; `reason` null when another process opened it. */
export interface LineChange {
  readonly line: Line;
  readonly reason: LineReason | null;
}

/** Devices whose standing is remembered as looked at. */
const JUDGED_MAX = 100_000;

/** Thrown inside a transaction on a database that is in another line than this process knows. */
export class LineMoved extends Error {}

/** What a statement said of the database that it ran on. */
export interface Sight {
  readonly lineId: string;
  readonly timeline: string;
  readonly wal: number;
}

/**
 * Lines of time [LIN1]: notices that the database behind the connections is not the one of a moment
 * ago (a promoted standby, a restored copy, a machine that was rolled back), and has its next line
 * opened before anything is written to it.
 */
export class Lines {
  readonly #seen = new Set<string>();
  readonly #judged = new Set<string>();
  readonly #listeners = new Set<(change: LineChange) => void>();
  #line: Line | null = null;
  #wal = 0;
  #secret = "";

  /** The line that this process works in. */
  get current(): Line {
    return present(this.#line, "the lines were opened");
  }

  /** With which the hub signs what it says to devices of their standing. */
  get secret(): string {
    return this.#secret;
  }

  /**
   * Called when the process goes over to another line: what it remembers of records may be wrong. Answers
   * a function that ends that.
   */
  onChange(listener: (change: LineChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** At the start, when the tables are there. */
  async open(pool: pg.Pool): Promise<void> {
    await pool.query(
      `insert into hub.settings (key, value) values ('line_secret', $1) on conflict do nothing`,
      [randomBytes(32).toString("base64url")],
    );
    const { rows } = await pool.query<{ value: string }>(
      `select value from hub.settings where key = 'line_secret'`,
    );
    this.#secret = present(rows[0], "the secret is there").value;
    await this.renew(pool);
  }

  /** Looks at the database anew, over whichever connection comes. */
  async renew(pool: pg.Pool): Promise<void> {
    const connection = await pool.connect();
    let broken: Error | undefined;
    try {
      await this.#follow(connection);
    } catch (error) {
      broken = error instanceof Error ? error : new Error(String(error));
      throw error;
    } finally {
      connection.release(broken);
    }
  }

  /** For each new connection, before anything else is done with it; one to a standby fails. */
  async verify(connection: Queryable): Promise<void> {
    if (this.#line === null) return;
    const before = this.#wal;
    const { place, newest } = await readSituation(connection);
    const same =
      newest?.id === this.#line.id &&
      place.systemId === this.#line.systemId &&
      place.timeline === this.#line.timeline &&
      place.wal >= before;
    if (same) this.#saw(place.wal);
    else await this.#follow(connection);
  }

  /** To be taken before a statement leaves, and given to `check` with what it answered. */
  get wal(): number {
    return this.#wal;
  }

  /** Throws {@link LineMoved} when the statement ran in another line, or before what was there already. */
  check({ lineId, timeline, wal }: Sight, before: number): void {
    const line = this.current;
    if (lineId !== line.id || timeline !== line.timeline || wal < before) {
      throw new LineMoved("the database is in another line of time");
    }
    this.#saw(wal);
  }

  /** Whether a device's standing was held against the hub's history since this process is in its line. */
  hasJudged(replicaId: string): boolean {
    return this.#judged.has(replicaId);
  }

  /** It was, and nothing spoke against it: from here on the database would not change unnoticed. */
  judged(replicaId: string): void {
    if (this.#judged.size >= JUDGED_MAX) this.#judged.clear();
    this.#judged.add(replicaId);
  }

  /** Goes over to a line that was opened because a device proved that the hub has lost something [LIN6]. */
  goOver(line: Line, reason: LineReason | null): void {
    this.#adopt(line, reason, this.#wal);
  }

  async #follow(connection: Queryable): Promise<void> {
    const { line, reason, wal } = await inLinesLock(connection, async () => {
      const situation = await readSituation(connection);
      const found = reasonToOpen(situation.place, situation.newest, this.#memory());
      const line = await nextOr(connection, situation, found);
      return { line, reason: found, wal: situation.place.wal };
    });
    this.#adopt(line, reason, wal);
  }

  #memory() {
    if (this.#line === null) return null;
    return { lineId: this.#line.id, seen: this.#seen, wal: this.#wal };
  }

  #adopt(line: Line, reason: LineReason | null, wal: number): void {
    const moved = this.#line?.id !== line.id;
    const started = this.#line === null;
    this.#line = line;
    this.#seen.add(line.id);
    if (!moved) return this.#saw(wal);
    this.#judged.clear();
    this.#wal = wal;
    if (started && (reason === null || reason === "first")) return;
    for (const listener of this.#listeners) listener({ line, reason });
  }

  #saw(wal: number): void {
    this.#wal = Math.max(this.#wal, wal);
  }
}

async function nextOr(
  connection: Queryable,
  situation: Situation,
  reason: Exclude<LineReason, "proven"> | null,
): Promise<Line> {
  if (reason !== null) return insertLine(connection, situation, reason, null);
  return present(situation.newest, "there is a line, or it is opened");
}
