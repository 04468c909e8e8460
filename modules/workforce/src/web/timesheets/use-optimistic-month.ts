import { useReplica } from "@healthops/ui/data/replica-provider.tsx";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
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
  const written = useRef(new Set<Entry>());
  const { entries, state } = month;

  // The replica's own entries came anew: what was written is in them.
  useEffect(() => {
    const done = new Set(written.current);
    written.current.clear();
    setTyped((before) => without(before, done));
  }, [entries]);

  const write = useCallback(
    async (work: readonly CellWork[]): Promise<void> => {
      const groups = changesOf(work, state);
      if (groups.length === 0) return;
      const after = work.map(entryAfter);
      setTyped((before) => new Map([...before, ...after.map((one) => [one.id, one] as const)]));
      try {
        await api.mutateAll(groups);
        for (const entry of after) written.current.add(entry);
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
