import { Problem } from "@healthops/base/problem";

/** Files of one key that are on their way at once; a program has one, and perhaps a try before it. */
const FILES_AT_ONCE = 3;
const PAUSE_s = 10;

/** Lets no key keep all places for files, and the disk with them, to itself. */
export class KeyTurns {
  readonly #underWay = new Map<string, number>();

  /** Does the work, unless as much of the key's is under way. Problem `too_many_files` (429). */
  async take<T>(keyId: string, work: () => Promise<T>): Promise<T> {
    const before = this.#underWay.get(keyId) ?? 0;
    if (before >= FILES_AT_ONCE) {
      throw new Problem({
        code: "too_many_files",
        status: 429,
        message: `${FILES_AT_ONCE} files of this key are on their way already. Send it again once they have arrived.`,
        extra: { retryAfterSeconds: PAUSE_s },
      });
    }
    this.#underWay.set(keyId, before + 1);
    try {
      return await work();
    } finally {
      const left = (this.#underWay.get(keyId) ?? 1) - 1;
      if (left === 0) this.#underWay.delete(keyId);
      else this.#underWay.set(keyId, left);
    }
  }
}
