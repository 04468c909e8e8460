/** Runs pieces of asynchronous work one after the other, in the order they were handed in. */
export class Serial {
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  /** Whether something runs or waits. */
  get busy(): boolean {
    return this.#waiting > 0;
  }

  /** The result of `work`, once its turn has come and it is done; a failure stops nobody else. */
  run<T>(work: () => Promise<T>): Promise<T> {
    this.#waiting += 1;
    const turn = this.#last.then(work, work).finally(() => {
      this.#waiting -= 1;
    });
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}
