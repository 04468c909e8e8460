import type { Clock } from "@healthops/base/ports";
import { SharedAnswers } from "../database/shared-answers.ts";
import type { Head } from "./heads.ts";
import type { FeedSlice } from "./page.ts";

/** What happened in one scope between two of its positions, with the records as they are at the later one. */
export interface Piece {
  readonly slices: readonly FeedSlice[];
  /** `PulledCollection`s as JSON text. */
  readonly changed: readonly string[];
  /** `Tombstones` as JSON text. */
  readonly deleted: readonly string[];
}

/** The desks of a site ask for the same within a moment [FAN5]. */
const FRESH_ms = 2_000;
const KEPT_MAX = 300;
const KEPT_MAX_characters = 128 * 1024;

/** Rows that a piece may have; who is further behind is alone with that. */
export const PIECE_ROWS_MAX = 100;

/**
 * Pieces for everybody who stands at the same position of a scope [FAN5]: read once, however many ask. Who
 * may have one holds the scope, which is asked before. A piece that reaches a scope's head stays true for as
 * long as that is its head, since whatever changes a record of the scope moves it.
 */
export class SharedPieces {
  readonly #pieces: SharedAnswers<Piece | null>;

  constructor(clock: Clock) {
    this.#pieces = new SharedAnswers(clock, FRESH_ms, KEPT_MAX);
  }

  /** Null: what happened there cannot be shared, or the scope has moved on since. */
  async of(
    { key, head }: Head,
    from: number,
    read: () => Promise<Piece | null>,
  ): Promise<Piece | null> {
    const name = `${key} ${from} ${head}`;
    const piece = await this.#pieces.of(name, read);
    if (piece === null || lengthOf(piece) > KEPT_MAX_characters) this.#pieces.drop(name);
    return piece;
  }

  /** After the database went back in time [LIN]: positions mean something else. */
  forget(): void {
    this.#pieces.forget();
  }
}

function lengthOf({ changed, deleted }: Piece): number {
  return [...changed, ...deleted].reduce((sum, text) => sum + text.length, 0);
}
