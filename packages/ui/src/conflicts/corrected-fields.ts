import type { Collection } from "@healthops/schema/collection";

type Fields = Readonly<Record<string, unknown>>;

/**
 * What is sent in the place of a refused edit: all that the person had changed, with what they put right
 * over it. `changed` is counted from the record as it shows, which has the refused edit in it; so steps
 * of counters and members of sets add up. Fields that nobody may edit stay out: with them it would be
 * refused again.
 */
export function correctedFields(collection: Collection, refused: Fields, changed: Fields): Fields {
  const fields: Record<string, unknown> = {};
  for (const name of new Set([...Object.keys(refused), ...Object.keys(changed)])) {
    const field = collection.fields[name];
    if (field === undefined || field.derived || field.fixed || field.setByHub !== undefined)
      continue;
    fields[name] =
      name in refused && name in changed
        ? together(refused[name], changed[name])
        : (changed[name] ?? refused[name] ?? null);
  }
  return fields;
}

function together(before: unknown, after: unknown): unknown {
  if (!isSteps(before) || !isSteps(after)) return after;
  const { add: first, remove: firstOut } = before;
  const { add: second, remove: secondOut } = after;
  if (typeof first === "number" && typeof second === "number") return { add: first + second };
  const [added, out] = [members(second), members(secondOut)];
  return {
    add: [...members(first).filter((each) => !out.includes(each)), ...added],
    remove: [...members(firstOut).filter((each) => !added.includes(each)), ...out],
  };
}

function isSteps(value: unknown): value is { readonly add?: unknown; readonly remove?: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value) && "add" in value;
}

function members(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
