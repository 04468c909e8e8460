import type { RuleContext } from "@healthops/hub/engine/rules";

/**
 * What a rule has read in one transaction, by key: an import of 100,000 entries asks for the same few
 * months and employees. Locks that were taken with it hold as long as the memory does.
 */
export class BatchMemory<Value> {
  readonly #batches = new WeakMap<object, Map<string, Value>>();

  /** The values of the keys; `read` is asked once for all that are not known yet. */
  async get(
    { batch }: Pick<RuleContext, "batch">,
    keys: readonly string[],
    read: (unknown: readonly string[]) => Promise<ReadonlyMap<string, Value>>,
  ): Promise<ReadonlyMap<string, Value>> {
    let known = this.#batches.get(batch);
    if (known === undefined) this.#batches.set(batch, (known = new Map()));
    const unknown = [...new Set(keys)].filter((key) => !known.has(key));
    if (unknown.length === 0) return known;
    for (const [key, value] of await read(unknown)) known.set(key, value);
    return known;
  }
}
