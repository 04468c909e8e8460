import { withDevice } from "@healthops/cli/replica/open-device";
import { present } from "@healthops/base/assert";
import type { Change } from "@healthops/replica/outbox/change";

/** Adds that many exercises on a device without a network, as groups of one; answers their ids. */
export function workOffline(folder: string, count: number): Promise<readonly string[]> {
  return withDevice({ folder, offline: true, json: true }, async ({ replica }) => {
    const { personId } = present(await replica.identity(), "somebody is signed in");
    const groups = Array.from({ length: count }, (_, index): Change[] => [
      {
        op: "create",
        collection: "exercises",
        fields: {
          personId,
          performedOn: `2025-${month(index)}-${day(index)}`,
          activity: `Walk ${index}`,
          durationMinutes: 1 + (index % 600),
        },
      },
    ]);
    const accepted = await replica.mutateAll(groups);
    return accepted.flatMap(({ ids }) => ids);
  });
}

/** The ids and versions of a collection as a device has them, sorted. */
export function recordsOn(folder: string, collection: string): Promise<readonly string[]> {
  return withDevice({ folder, offline: true, json: true }, async ({ database }) => {
    const rows = await database.read(`select id, version from "${collection}" order by id`);
    return rows.map((row) => `${String(row["id"])} v${String(row["version"])}`);
  });
}

function month(index: number): string {
  return String(1 + (index % 12)).padStart(2, "0");
}

function day(index: number): string {
  return String(1 + (index % 28)).padStart(2, "0");
}
