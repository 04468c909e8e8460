import { sameValue } from "@healthops/protocol/merge/same-value";
import type { Mutation } from "@healthops/protocol/wire/push";
import type { Collection } from "@healthops/schema/collection";
import type { HubChange } from "../books/hub-books.ts";

/** An accepted mutation with the history that it met. */
export interface Met {
  readonly collection: Collection;
  readonly mutation: Mutation;
  /** Whether a change was made by whoever made the mutation. */
  readonly isOwn: (change: HubChange) => boolean;
  /** The record's history before the mutation was applied, from version 1. */
  readonly before: readonly HubChange[];
  /**
   * The newest version that its person can have seen: the mutation was made before the hub went back in
   * time, and what stands under later numbers was written after that. Infinity: the hub did not.
   */
  readonly seenThrough: number;
  /** What the record went through before the hub went back. */
  readonly lost: readonly HubChange[];
}

/**
 * What took effect may not have run over somebody else: a reviewed field that others changed stays
 * [MRG3], a record that others edited is not deleted, a deleted one not edited [MRG4]. Answers what
 * was run over.
 */
export function overrun(met: Met): string[] {
  return [...overrunByVersion(met), ...overrunUnseen(met)];
}

/** Its version may be one that the hub lost; but nobody saw what was written after that. */
function overrunUnseen(met: Met): string[] {
  const { collection, mutation, isOwn, before, seenThrough, lost } = met;
  const last = before.at(-1);
  if (mutation.op !== "update" || last === undefined || last.version <= seenThrough) return [];
  return Object.entries(mutation.fields).flatMap(([name, value]) => {
    if (collection.fields[name]?.merge !== "review") return [];
    const latest = before.findLast((change) => name in change.after);
    if (latest === undefined || isOwn(latest) || latest.version <= seenThrough) return [];
    const now = last.content[name];
    if (isUntouched(latest, now)) return [];
    const known = [...before.filter(({ version }) => version <= seenThrough), ...lost];
    const wasThere = known.some(({ content }) => sameValue(content[name], now));
    return wasThere || sameValue(now, value as typeof now) ? [] : [name];
  });
}

function overrunByVersion({ collection, mutation, isOwn, before }: Met): string[] {
  const last = before.at(-1);
  if (last === undefined) return [];
  const since = before.filter((change) => change.version > mutation.base);
  if (mutation.op === "delete") {
    return since.some((change) => !isOwn(change) && change.op !== "delete") ? ["an edit"] : [];
  }
  if (mutation.op !== "update") return [];
  if (last.deleted) return ["a deletion"];
  return Object.entries(mutation.fields).flatMap(([name, value]) => {
    if (collection.fields[name]?.merge !== "review") return [];
    const latest = since.findLast((change) => name in change.after);
    if (latest === undefined || isOwn(latest)) return [];
    const now = last.content[name];
    if (isUntouched(latest, now)) return [];
    const seen = [before[mutation.base - 1], ...since.filter(isOwn)];
    const known = seen.some(
      (change) => change !== undefined && sameValue(change.content[name], now),
    );
    return known || sameValue(now, value as typeof now) ? [] : [name];
  });
}

/** Whoever made the record entered nothing there. */
function isUntouched(latest: HubChange, now: unknown): boolean {
  return latest.op === "create" && now === null;
}
