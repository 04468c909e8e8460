import type { Ports } from "@healthops/base/ports";
import type { Content } from "@healthops/schema/record";
import type { Queryable } from "../database/pool.ts";
import type { WorkingRecord, WorkingSet } from "./working-set.ts";

/** A record that a transaction changes, as it was before and as it will be. */
export interface EffectiveChange {
  readonly collection: string;
  readonly id: string;
  /** The version that the record has afterwards. */
  readonly version: number;
  /** Null for a new record. */
  readonly before: Content | null;
  readonly after: Content;
  readonly deleted: boolean;
  readonly wasDeleted: boolean;
  /** Who made the latest change of it; null: the hub itself. */
  readonly personId: string | null;
}

export interface EffectContext {
  /** The open transaction: the records themselves are not written yet. */
  readonly connection: Queryable;
  readonly ports: Pick<Ports, "clock" | "random">;
}

/**
 * What a module writes beside the records, in the same transaction: a message for the outbox. It runs once
 * a transaction, after everything in it is decided and before it is written, with all records of its
 * collections that changed; many people's changes may be among them. What it writes commits with them or
 * not at all. A failure fails those changes (each submission is then tried alone), so an effect only
 * writes down what is to happen, and a service does it.
 *
 * A transaction may be tried again: no effect outside of the database.
 */
export interface Effect {
  readonly name: string;
  readonly collections: readonly string[];
  run(context: EffectContext, changed: readonly EffectiveChange[]): Promise<void>;
}

/** Runs every effect that has something to look at, one after the other. */
export async function runEffects(
  effects: readonly Effect[],
  context: EffectContext,
  working: WorkingSet,
): Promise<void> {
  if (effects.length === 0) return;
  const records = working.changed();
  for (const effect of effects) {
    const changed = records.filter(({ collection }) =>
      effect.collections.includes(collection.name),
    );
    if (changed.length > 0) await effect.run(context, changed.map(effectiveChange));
  }
}

function effectiveChange(record: WorkingRecord): EffectiveChange {
  const { collection, id, version, loaded, content, deleted, changes } = record;
  return {
    collection: collection.name,
    id,
    version,
    before: loaded?.content ?? null,
    after: content,
    deleted,
    wasDeleted: loaded?.deleted === true,
    personId: changes.at(-1)?.personId ?? null,
  };
}
