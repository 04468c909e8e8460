import type { Change } from "@healthops/replica/outbox/change";
import type { Replica } from "@healthops/replica/replica";
import { exercises } from "@healthops/wellness/collections/exercises";
import { exercisesOf } from "../world/exercises.ts";

export type OfflineChanges =
  /** New records, each a change of its own. */
  | {
      readonly kind: "create";
      readonly person: number;
      readonly count: number;
      readonly seed: number;
    }
  /** Edits of the newest records that are here, each a change of its own. */
  | { readonly kind: "edit"; readonly count: number; readonly seed: number };

const PAGE = 1_000;

/** Makes many changes that stand each for itself, as somebody does who is offline for long. */
export async function changeOffline(replica: Replica, changes: OfflineChanges): Promise<void> {
  const groups = changes.kind === "create" ? creations(changes) : await edits(replica, changes);
  await replica.mutateAll(groups);
}

function creations({
  person,
  count,
  seed,
}: {
  person: number;
  count: number;
  seed: number;
}): Change[][] {
  // Without the generator's ids: a device makes them when the person makes the record.
  return [...exercisesOf(person, count, seed)]
    .flat()
    .map(({ op, collection, fields }): Change[] => [{ op, collection, fields }]);
}

async function edits(
  replica: Replica,
  { count, seed }: { count: number; seed: number },
): Promise<Change[][]> {
  const groups: Change[][] = [];
  let after: string | null = null;
  do {
    const query = { limit: Math.min(PAGE, count - groups.length) };
    const page = await replica.list(exercises.name, after === null ? query : { ...query, after });
    for (const { id, content } of page.records) {
      const durationMinutes = (Number(content["durationMinutes"]) + seed) % 600;
      const fields = { durationMinutes, note: `edit ${seed}` };
      groups.push([{ op: "update", collection: exercises.name, id, fields }]);
    }
    after = page.next;
  } while (after !== null && groups.length < count);
  return groups;
}
