import { useEffect, useMemo, useState } from "react";
import { valueOr } from "../data/watched.ts";
import { useKept } from "../data/use-kept.ts";
import { useAnnounce } from "../states/undo.tsx";
import type { ColumnWidths } from "./column-widths.ts";
import { columnWidthsOf } from "./column-widths.ts";

export interface OwnWidths {
  readonly widths: ColumnWidths;
  /** Shows them at once; `keep` also keeps them for this person, in every window of this device. */
  set(widths: ColumnWidths, keep: boolean): void;
}

/** The widths that this person gave to the columns of a collection's lists. */
export function useColumnWidths(collection: string): OwnWidths {
  const announce = useAnnounce();
  const [kept, keep] = useKept(`column-widths/${collection}`);
  const value = valueOr(kept, null);
  const stored = useMemo(() => columnWidthsOf(value), [value]);
  const [shown, setShown] = useState<ColumnWidths | null>(null);
  useEffect(() => setShown(null), [stored]);
  return {
    widths: shown ?? stored,
    set: (widths, forGood) => {
      setShown(widths);
      if (!forGood) return;
      keep(Object.keys(widths).length === 0 ? null : { ...widths }).catch(announce.failed);
    },
  };
}
