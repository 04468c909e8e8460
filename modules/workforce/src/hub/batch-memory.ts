import type { RuleContext } from "@healthops/hub/engine/rules";

/**
 * What a rule has read in one transaction, by key: an import of 100,000 entries asks for the same few
 * months and employees. Locks that were taken with it hold as long as the memory does.
 */
export class BatchMemory<Value> {
  readonly #batches = new WeakMap<object, Map<string, Value>>();

  /**
   * The values of the keys, at once when all are known; else `read` is asked, once for all that are
   * not.
   */
  get(
    { batch }: Pick<RuleContext, "batch">,
    keys: readonly string[],
    read: (unknown: readonly string[]) => Promise<ReadonlyMap<string, Value>>,
  ): ReadonlyMap<string, Value> | Promise<ReadonlyMap<string, Value>> {
    const known = this.#batches.get(batch) ?? new Map<string, Value>();
    if (keys.every((key) => known.has(key))) return known;
    this.#batches.set(batch, known);
    const unknown = [...new Set(keys)].filter((key) => !known.has(key));
    return read(unknown).then((values) => {
      for (const [key, value] of values) known.set(key, value);
      return known;
    });
  }
}
