import { useCallback, useState } from "react";

const STORED_AS = "healthops.closed-groups";

interface ClosedGroups {
  isClosed(name: string): boolean;
  toggle(name: string): void;
}

/** Which groups of the navigation this person turned round on this device: closed, or unfolded. */
export function useClosedGroups(): ClosedGroups {
  const [closed, setClosed] = useState(readClosed);
  const toggle = useCallback((name: string) => {
    setClosed((before) => {
      const after = new Set(before);
      if (!after.delete(name)) after.add(name);
      localStorage.setItem(STORED_AS, JSON.stringify([...after]));
      return after;
    });
  }, []);
  return { isClosed: (name) => closed.has(name), toggle };
}

function readClosed(): ReadonlySet<string> {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(STORED_AS) ?? "[]");
    return new Set(Array.isArray(stored) ? stored.map(String) : []);
  } catch {
    return new Set();
  }
}
