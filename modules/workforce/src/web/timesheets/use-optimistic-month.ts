import { useReplica } from "@healthops/ui/data/replica-provider.tsx";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { cellText } from "../../cell-text.ts";
import type { CellWork } from "./cell-changes.ts";
import { changesOf, entryAfter } from "./cell-changes.ts";
import type { Entry } from "./records.ts";
import type { Month } from "./use-month.ts";

const NOTHING: ReadonlyMap<string, Entry> = new Map();

/**
 * The month with what was just typed, before the replica has written it, so that typing never waits;
 * and the way to write. What fails goes back to what the replica holds.
 */
export function useOptimisticMonth(
  month: Month,
): readonly [Month, (work: readonly CellWork[]) => Promise<void>] {
  const api = useReplica();
  const [typed, setTyped] = useState(NOTHING);
  /** What was written, and whether the replica's entries came anew since. */
  const written = useRef(new Map<Entry, boolean>());
  const last = useRef<Promise<unknown>>(Promise.resolve());
  const { entries, state } = month;

  // The replica's entries came anew. They may have been read before the last write: what they do not
  // show yet stays until they come once more.
  useEffect(() => {
    const done = new Set<Entry>();
    for (const [entry, wasThere] of written.current) {
      const held = entries.get(entry.employeeId)?.find(({ id }) => id === entry.id);
      if (wasThere || (held !== undefined && isShown(entry, held))) done.add(entry);
      else written.current.set(entry, true);
    }
    for (const entry of done) written.current.delete(entry);
    setTyped((before) => without(before, done));
  }, [entries]);

  const write = useCallback(
    async (work: readonly CellWork[]): Promise<void> => {
      const groups = changesOf(work, state);
      if (groups.length === 0) return;
      const after = work.map(entryAfter);
      setTyped((before) => new Map([...before, ...after.map((one) => [one.id, one] as const)]));
      try {
        // One after the other: what is typed into a cell may build on a fill that is still written.
        const own = last.current.then(() => api.mutateAll(groups));
        last.current = own.catch(() => null);
        await own;
        for (const entry of after) written.current.set(entry, false);
      } catch (error) {
        setTyped((before) => without(before, new Set(after)));
        throw error;
      }
    },
    [api, state],
  );
  const shown = useMemo(() => overlaid(month, typed), [month, typed]);
  return [shown, write];
}

/** Whether the entry that the replica holds is what was typed. */
function isShown(typed: Entry, held: Entry): boolean {
  return saidBy(typed) === saidBy(held);
}

function saidBy(entry: Entry): string {
  return JSON.stringify([cellText(entry), entry.isSpecial, entry.note]);
}

function without(
  typed: ReadonlyMap<string, Entry>,
  gone: ReadonlySet<Entry>,
): ReadonlyMap<string, Entry> {
  const left = [...typed].filter(([, entry]) => !gone.has(entry));
  return left.length === typed.size ? typed : new Map(left);
}

/** Puts typed entries in the place of those that are held; other employees' stay the same lists. */
function overlaid(month: Month, typed: ReadonlyMap<string, Entry>): Month {
  if (typed.size === 0) return month;
  const entries = new Map(month.entries);
  for (const [employeeId, own] of Map.groupBy(typed.values(), (entry) => entry.employeeId)) {
    const replaced = new Set(own.map(({ id }) => id));
    const kept = (entries.get(employeeId) ?? []).filter(({ id }) => !replaced.has(id));
    entries.set(employeeId, [...kept, ...own]);
  }
  return { ...month, entries };
}
