/**
 * Lets a few costly reads run at once; whoever else reads waits their turn. People take turns, and nobody has
 * all places: one who asks for much waits for themselves.
 */
export class ReadingTurns {
  readonly #places: number;
  readonly #each: number;
  readonly #running = new Map<string, number>();
  /** Who waits, in the order of their turns, each with their reads in order. */
  readonly #waiting = new Map<string, (() => void)[]>();
  #underWay = 0;

  constructor(places: number) {
    this.#places = Math.max(2, places);
    this.#each = this.#places - 1;
  }

  async take<T>(person: string, read: () => Promise<T>): Promise<T> {
    if (!this.#hasRoom(person)) await this.#turn(person);
    else this.#begin(person);
    try {
      return await read();
    } finally {
      this.#end(person);
    }
  }

  #hasRoom(person: string): boolean {
    return this.#underWay < this.#places && (this.#running.get(person) ?? 0) < this.#each;
  }

  #turn(person: string): Promise<void> {
    return new Promise((resolve) => {
      const own = this.#waiting.get(person) ?? [];
      own.push(resolve);
      this.#waiting.set(person, own);
    });
  }

  #begin(person: string): void {
    this.#underWay++;
    this.#running.set(person, (this.#running.get(person) ?? 0) + 1);
  }

  #end(person: string): void {
    this.#underWay--;
    const left = (this.#running.get(person) ?? 1) - 1;
    if (left === 0) this.#running.delete(person);
    else this.#running.set(person, left);
    for (const [next, reads] of this.#waiting) {
      if (!this.#hasRoom(next)) continue;
      this.#waiting.delete(next);
      const [first, ...rest] = reads;
      // to the end of the line with what else they want
      if (rest.length > 0) this.#waiting.set(next, rest);
      this.#begin(next);
      return first?.();
    }
  }
}
