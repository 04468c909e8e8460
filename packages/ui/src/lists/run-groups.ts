import { isProblem } from "@healthops/base/problem";
import type { Change } from "@healthops/replica/outbox/change";
import type { ReplicaApi } from "@healthops/replica/remote/replica-api";
import type { TaskControl } from "./use-task.ts";

/** Written in one transaction: large enough to be quick, small enough to stop soon. */
const PORTION = 500;
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
  const outcome: Portions = { done: [], refused: [] };
  for (let from = 0; from < groups.length; from += PORTION) {
    if (control.signal.aborted) return { ...outcome, stopped: true };
    await make(api, groups.slice(from, from + PORTION), from, outcome);
    control.progress(Math.min(groups.length, from + PORTION));
  }
  return { ...outcome, stopped: false };
}

interface Portions {
  readonly done: { at: number; ids: readonly string[] }[];
  readonly refused: { at: number; error: unknown }[];
}

/** Makes a portion; where something in it is refused, each half by itself, down to what it is. */
async function make(
  api: Pick<ReplicaApi, "mutateAll">,
  portion: readonly (readonly Change[])[],
  from: number,
  outcome: Portions,
): Promise<void> {
  try {
    const accepted = await api.mutateAll(portion);
    for (const [at, { ids }] of accepted.entries()) outcome.done.push({ at: from + at, ids });
  } catch (error) {
    if (!isOneRecords(error)) throw error;
    if (portion.length === 1) {
      outcome.refused.push({ at: from, error });
      return;
    }
    const half = Math.ceil(portion.length / 2);
    await make(api, portion.slice(0, half), from, outcome);
    await make(api, portion.slice(half), from + half, outcome);
  }
}

function isOneRecords(error: unknown): boolean {
  return isProblem(error) && !NOT_ONE_RECORDS.has(error.code);
}
