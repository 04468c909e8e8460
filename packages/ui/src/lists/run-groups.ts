import { isProblem } from "@healthops/base/problem";
import type { Accepted, Change } from "@healthops/replica/outbox/change";
import type { ReplicaApi } from "@healthops/replica/remote/replica-api";
import type { TaskControl } from "./use-task.ts";

/** Written in one transaction: large enough to be quick, small enough to stop soon. */
const PORTION = 200;
/** What stops everything, not one record. */
const NOT_ONE_RECORDS = new Set(["not_signed_in", "storage_full", "storage_missing", "locked"]);

export interface GroupsOutcome {
  /** Places of the groups that were made, in order, and the ids of their records. */
  readonly done: readonly { readonly at: number; readonly ids: readonly string[] }[];
  readonly refused: readonly { readonly at: number; readonly error: unknown }[];
  /** Whether it was stopped before the end. */
  readonly stopped: boolean;
}

/**
 * Makes many groups of changes in portions, each group standing for itself: one that is refused does
 * not hold up the others. Stops between two portions when the signal says so. Throws what is no one
 * record's fault.
 */
export async function runGroups(
  api: Pick<ReplicaApi, "mutateAll">,
  groups: readonly (readonly Change[])[],
  control: TaskControl,
): Promise<GroupsOutcome> {
  const done: { at: number; ids: readonly string[] }[] = [];
  const refused: { at: number; error: unknown }[] = [];
  for (let from = 0; from < groups.length; from += PORTION) {
    if (control.signal.aborted) return { done, refused, stopped: true };
    const portion = groups.slice(from, from + PORTION);
    const accepted = await made(api, portion);
    if (accepted !== null) {
      done.push(...accepted.map(({ ids }, at) => ({ at: from + at, ids })));
    } else {
      for (const [at, group] of portion.entries()) {
        try {
          const [one] = await api.mutateAll([group]);
          done.push({ at: from + at, ids: one?.ids ?? [] });
        } catch (error) {
          if (!isOneRecords(error)) throw error;
          refused.push({ at: from + at, error });
        }
      }
    }
    control.progress(Math.min(groups.length, from + PORTION));
  }
  return { done, refused, stopped: false };
}

async function made(
  api: Pick<ReplicaApi, "mutateAll">,
  portion: readonly (readonly Change[])[],
): Promise<readonly Accepted[] | null> {
  try {
    return await api.mutateAll(portion);
  } catch (error) {
    if (!isOneRecords(error)) throw error;
    return null;
  }
}

function isOneRecords(error: unknown): boolean {
  return isProblem(error) && !NOT_ONE_RECORDS.has(error.code);
}
