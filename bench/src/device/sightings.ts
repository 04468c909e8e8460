import { present } from "@healthops/base/assert";
import type { Replica } from "@healthops/replica/replica";
import { exercises } from "@healthops/wellness/collections/exercises";
import { now_ms } from "../programs/now.ts";

/** Records on the first page of the list; a new one is always the newest. */
const PAGE = 10;

/** Notes when records come into sight in a list that renews itself. */
export class Sightings {
  readonly #seen = new Map<string, PromiseWithResolvers<number>>();

  /** Begins to watch; resolves when the list is there. */
  watch(replica: Replica): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    replica.watch(
      exercises.name,
      { limit: PAGE },
      {
        next: ({ records }) => {
          const at_ms = now_ms();
          for (const { id } of records) this.#entry(id).resolve(at_ms);
          resolve();
        },
        failed: reject,
      },
    );
    return promise;
  }

  /** The moment when the record came into sight. */
  of(id: string): Promise<number> {
    return this.#entry(id).promise;
  }

  #entry(id: string): PromiseWithResolvers<number> {
    if (!this.#seen.has(id)) this.#seen.set(id, Promise.withResolvers<number>());
    return present(this.#seen.get(id), "it was just put there");
  }
}
