import type { Change } from "./change.ts";
import type { Content } from "@healthops/schema/record";

/** What takes changes back; unlike other changes it can bring a deleted record back. */
export type Undo =
  | Exclude<Change, { readonly op: "create" }>
  | { readonly op: "restore"; readonly collection: string; readonly id: string };

/**
 * The changes that take others back, last first. `held` gives what a changed record held before; an
 * update of a record that it does not know stays.
 */
export function undoOf(
  changes: readonly Change[],
  held: (id: string) => Readonly<Record<string, unknown>> | undefined,
): readonly Undo[] {
  return changes.toReversed().flatMap((change): readonly Undo[] => {
    const { collection, id } = change;
    if (change.op === "create") return [{ op: "delete", collection, id }];
    if (change.op === "delete") return [{ op: "restore", collection, id }];
    const before = held(id);
    if (before === undefined) return [];
    const fields = Object.fromEntries(
      Object.keys(change.fields).map((field) => [field, before[field] ?? null]),
    ) as Content;
    return [{ op: "update", collection, id, fields }];
  });
}
