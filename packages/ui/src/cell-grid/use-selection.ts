import { useCallback, useEffect, useMemo, useState } from "react";
import type { Bounds, GridSize, Place, Selection } from "./cell-range.ts";
import { boundsOf, clamp, placeOnly } from "./cell-range.ts";

export interface GridSelection {
  readonly focus: Place;
  readonly bounds: Bounds;
  /** Goes to a place; with `extend` the selection reaches from where it began to there. */
  moveTo(place: Place, extend: boolean): void;
  select(selection: Selection): void;
}

/** Which cells are selected, within the grid as it is now. */
export function useSelection(size: GridSize): GridSelection {
  const [selection, select] = useState<Selection>(() => placeOnly({ row: 0, column: 0 }));
  const { rows, columns } = size;
  useEffect(() => {
    // Rows may have gone: by a filter, or because somebody else removed them.
    select(({ anchor, focus }) => ({
      anchor: clamp(anchor, { rows, columns }),
      focus: clamp(focus, { rows, columns }),
    }));
  }, [rows, columns]);
  const moveTo = useCallback(
    (place: Place, extend: boolean) => {
      const focus = clamp(place, { rows, columns });
      select((last) => (extend ? { anchor: last.anchor, focus } : placeOnly(focus)));
    },
    [rows, columns],
  );
  const bounds = useMemo(() => boundsOf(selection), [selection]);
  return { focus: selection.focus, bounds, moveTo, select };
}
