import type { LineClaim } from "@healthops/protocol/line-header";
import type { PullRequest } from "@healthops/protocol/wire/pull";
import { PULL_PAGE_MAX } from "@healthops/protocol/wire/pull";
import type { HubActor } from "../hub-actor.ts";
import type { Compressed } from "../requests/compress.ts";
import { compress, SMALLEST } from "../requests/compress.ts";
import type { Pull, PullAnswer } from "../pull/pull.ts";

export interface AskedPull {
  readonly actor: HubActor;
  readonly request: PullRequest;
  readonly etag: string | null;
  readonly claim: LineClaim | null;
  readonly acceptEncoding: string | undefined;
  /** How large the page may be as it travels; null: as many records as it asks for. */
  readonly bytes: number | null;
}

export interface PulledPage {
  readonly answer: PullAnswer;
  /** Null for "nothing changed". */
  readonly compressed: Compressed | null;
}

/** Pages of lines so slow are worth more work of the hub's: they are small, and few ask for them. */
const SLOW_bytes = 65_536;
/** A page that turns out that much too large is made anew. */
const TOLERANCE = 1.25;
const ATTEMPTS_MAX = 3;
/** Of a record as it travels, before there was one. */
const FIRST_GUESS_bytes = 60;

/**
 * Pages that fit a line [PUL9]. How small records become is known only when they are packed, so a page is
 * guessed by the one before it and, where that was far off, read again with fewer records.
 */
export class FittedPages {
  readonly #pull: Pull;
  #record_bytes = FIRST_GUESS_bytes;

  constructor(pull: Pull) {
    this.#pull = pull;
  }

  async pull(asked: AskedPull): Promise<PulledPage> {
    const { bytes, request } = asked;
    if (bytes === null) return this.#read(asked, request.limit ?? PULL_PAGE_MAX);
    const most = request.limit ?? PULL_PAGE_MAX;
    let limit = Math.min(most, Math.ceil(bytes / this.#record_bytes));
    for (let attempt = 1; ; attempt += 1) {
      const page = await this.#read(asked, limit);
      const rows = page.answer.status === 200 ? page.answer.rows : 0;
      if (rows === 0 || page.compressed === null) return page;
      const size = page.compressed.body.length;
      this.#record_bytes = Math.max(1, size / rows);
      if (size <= bytes * TOLERANCE || rows === 1 || attempt === ATTEMPTS_MAX) return page;
      limit = Math.max(1, Math.floor(bytes / this.#record_bytes));
    }
  }

  async #read(asked: AskedPull, limit: number): Promise<PulledPage> {
    const { actor, request, etag, claim, acceptEncoding, bytes } = asked;
    const answer = await this.#pull(actor, { ...request, limit }, etag, claim);
    if (answer.status === 304) return { answer, compressed: null };
    const level = bytes !== null && bytes <= SLOW_bytes ? SMALLEST : undefined;
    const compressed = await compress(Buffer.from(answer.body), acceptEncoding, level);
    return { answer, compressed };
  }
}
