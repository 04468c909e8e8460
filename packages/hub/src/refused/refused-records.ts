import { changedValue, setDifference } from "@healthops/protocol/merge/delta";
import type { Mutation } from "@healthops/protocol/wire/push";
import type { RefusedRecord } from "@healthops/protocol/wire/refused";
import type { Collection } from "@healthops/schema/collection";
import type { FieldValue } from "@healthops/schema/field";
import type { Content } from "@healthops/schema/record";
import { validatorFor } from "@healthops/schema/validate";

/** A record as the hub has it; null where it has none. */
type Present = RefusedRecord["present"];

/** What the mutations of one group wanted of one record, the later ones on top of the earlier. */
export interface Wanted {
  readonly op: Mutation["op"];
  readonly fields: Content;
}

/**
 * The values that one record would have after the mutations, on top of what it holds now: steps of
 * counters and changes of sets become whole values. A value that is not valid stays as it was sent, so
 * that somebody can put it right.
 */
export function wantedOf(
  collection: Collection,
  present: Present,
  mutations: readonly Mutation[],
): Wanted {
  const { patch } = validatorFor(collection);
  const fields: Record<string, FieldValue> = {};
  for (const mutation of mutations) {
    for (const [name, change] of Object.entries(mutation.fields)) {
      const field = collection.fields[name];
      // What only the hub says is not taken over either: whoever takes the step signs it.
      if (field === undefined || field.derived || field.setByHub !== undefined) continue;
      const before = fields[name] ?? (present?.content[name] as FieldValue | undefined) ?? null;
      const valid = patch({ [name]: change }).length === 0;
      fields[name] = valid ? changedValue(field, before, change) : (change as FieldValue);
    }
  }
  const ops = mutations.map(({ op }) => op);
  const last = ops.at(-1) ?? "update";
  const first = ops.find((op) => op === "create" || op === "restore");
  return {
    op: last === "update" ? (first ?? last) : last,
    fields: last === "delete" ? {} : fields,
  };
}

/** The values as an update carries them: counters by how much they change, sets by their members. */
export function stepsTo(
  collection: Collection,
  now: Content,
  fields: Mutation["fields"],
): Mutation["fields"] {
  const step = (name: string, value: unknown): unknown => {
    const field = collection.fields[name];
    const before = now[name];
    if (field?.merge === "counter" && typeof value === "number") {
      return { add: value - (typeof before === "number" ? before : 0) };
    }
    if (field?.merge === "set" && Array.isArray(value)) return setDifference(before, value);
    return value;
  };
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, step(name, value)]),
  );
}

/** The mutations by the record that they are about, in the order in which the records first appear. */
export function byRecord(mutations: readonly Mutation[]): readonly (readonly Mutation[])[] {
  const groups = Map.groupBy(mutations, ({ collection, id }) => `${collection} ${id}`);
  return [...groups.values()];
}
