import type { Group, Receipt } from "@healthops/protocol/wire/push";
import { groupHash } from "./group-hash.ts";
import type { Submission } from "./submission.ts";
import { mayComeInParts, mutationCount } from "./submission.ts";

/** Most mutations of small submissions that are applied in one transaction. */
const BATCH_MUTATIONS_MAX = 5_000;
/** Up to here a submission is small: what somebody does in a day. */
const SMALL_MUTATIONS_MAX = 200;
/** Most mutations of one person in a batch of small submissions, where others wait as well. */
const SHARE_MUTATIONS_MAX = 1_000;

/** A submission on its way through the engine, perhaps in several parts. */
export class Waiting {
  readonly submission: Submission;
  readonly isLarge: boolean;
  settled = false;
  readonly #resolve: (receipts: readonly Receipt[]) => void;
  readonly #reject: (error: unknown) => void;
  readonly #receipts: Receipt[] = [];
  readonly #refused: Group[] = [];
  /** Most groups of the next part. */
  #stretch = Number.POSITIVE_INFINITY;

  constructor(
    submission: Submission,
    resolve: (receipts: readonly Receipt[]) => void,
    reject: (error: unknown) => void,
  ) {
    this.submission = submission;
    this.isLarge = mutationCount(submission) > SMALL_MUTATIONS_MAX;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  /** What is to be applied next: all of it, or what is left. */
  part(): Submission {
    const done = this.#receipts.length;
    const { submission } = this;
    const { groups } = submission;
    if (done === 0 && groups.length <= this.#stretch) return submission;
    const next = groups.slice(done, done + this.#stretch);
    return { ...submission, replica: this.#replica(), groups: next, refusedBefore: this.#refused };
  }

  /** The part before says what comes before this one [PSH4]. */
  #replica(): Submission["replica"] {
    const { replica, groups } = this.submission;
    const before = groups[this.#receipts.length - 1];
    return replica === null || before === undefined
      ? replica
      : { ...replica, previous: groupHash(before) };
  }

  /** Takes the receipts of the part: all of them, or those that its time was enough for. */
  take(receipts: readonly Receipt[]): void {
    const asked = this.part().groups.length;
    for (const receipt of receipts) {
      const group = this.submission.groups[this.#receipts.length];
      if (receipt.status === "rejected" && group !== undefined) this.#refused.push(group);
      this.#receipts.push(receipt);
    }
    // what was read and not decided is read again: never much more than there is time for
    if (receipts.length > 0 && mayComeInParts(this.submission))
      this.#stretch =
        receipts.length < asked ? receipts.length * 2 : Math.max(this.#stretch, asked * 2);
    if (this.#receipts.length >= this.submission.groups.length) {
      this.settled = true;
      this.#resolve(this.#receipts);
    }
  }

  fail(error: unknown): void {
    this.settled = true;
    this.#reject(error);
  }
}

/** One person's, or one key's, submissions that wait. */
interface Line {
  readonly small: Waiting[];
  readonly large: Waiting[];
  /** A large one of theirs is under way. */
  busy: boolean;
}

/**
 * Who is next: people, and programs with a key, one after the other, each with what they sent first.
 * One person has one large submission under way at a time, in as many parts as it takes.
 */
export class Turns {
  /** In the order of their turns. */
  readonly #lines = new Map<string, Line>();

  add(waiting: Waiting): void {
    const line = this.#lineOf(waiting);
    (waiting.isLarge ? line.large : line.small).push(waiting);
  }

  /** The next part of a large submission, of somebody who has none under way; null when there is none. */
  takeLarge(): Waiting | null {
    for (const [person, line] of this.#lines) {
      const [first] = line.large;
      if (first === undefined || line.busy) continue;
      line.busy = true;
      this.#toTheEnd(person, line);
      return first;
    }
    return null;
  }

  /** Small submissions for one batch, of everybody who waits. */
  takeSmall(): Waiting[] {
    const batch: Waiting[] = [];
    const alone = [...this.#lines.values()].filter(({ small }) => small.length > 0).length < 2;
    let mutations = 0;
    for (const [person, line] of this.#lines.entries().toArray()) {
      let own = 0;
      for (let [first] = line.small; first !== undefined; [first] = line.small) {
        const count = mutationCount(first.submission);
        if (batch.length > 0 && mutations + count > BATCH_MUTATIONS_MAX) return batch;
        if (!alone && own > 0 && own + count > SHARE_MUTATIONS_MAX) break;
        batch.push(first);
        line.small.shift();
        own += count;
        mutations += count;
      }
      if (own > 0) this.#toTheEnd(person, line);
    }
    return batch;
  }

  /** A part of it was applied: what is not settled waits on, before what the same person sent later. */
  done(waiting: Waiting): void {
    const person = submitterOf(waiting);
    const line = this.#lineOf(waiting);
    if (waiting.isLarge) {
      line.busy = false;
      if (waiting.settled) line.large.shift();
    } else if (!waiting.settled) line.small.unshift(waiting);
    if (!line.busy && line.small.length === 0 && line.large.length === 0)
      this.#lines.delete(person);
  }

  #lineOf(waiting: Waiting): Line {
    const person = submitterOf(waiting);
    const known = this.#lines.get(person);
    if (known !== undefined) return known;
    const line: Line = { small: [], large: [], busy: false };
    this.#lines.set(person, line);
    return line;
  }

  #toTheEnd(person: string, line: Line): void {
    this.#lines.delete(person);
    this.#lines.set(person, line);
  }
}

function submitterOf({ submission }: Waiting): string {
  return submission.actor.personId;
}
