import { useVirtualizer } from "@tanstack/react-virtual";
import type { RefObject } from "react";
import { useEffect } from "react";
import type { Place } from "./cell-range.ts";
import { FOOT, HEAD, ROW } from "./geometry.ts";
import type { CellGridProps } from "./grid-model.ts";

/** The rows in view; keeps the focused cell among them, and tells where the person is. */
export function useSheet(
  props: CellGridProps,
  scroller: RefObject<HTMLDivElement | null>,
  focus: Place,
  pinnedWidth: number,
) {
  const { rows, columns, headWidth, columnWidth, onActive } = props;
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 8,
    scrollMargin: HEAD,
    scrollPaddingStart: HEAD,
    scrollPaddingEnd: FOOT,
  });
  const rowId = rows[focus.row]?.id;
  const columnId = columns[focus.column]?.id;
  useEffect(() => {
    virtualizer.scrollToIndex(focus.row);
    const box = scroller.current;
    if (box === null) return;
    const left = focus.column * columnWidth;
    const hidden =
      left + columnWidth - (box.scrollLeft + box.clientWidth - headWidth - pinnedWidth);
    if (left < box.scrollLeft) box.scrollLeft = left;
    else if (hidden > 0) box.scrollLeft += hidden;
  }, [focus, columnWidth, headWidth, pinnedWidth, scroller, virtualizer]);
  useEffect(() => {
    if (rowId !== undefined && columnId !== undefined) onActive?.(rowId, columnId);
  }, [rowId, columnId, onActive]);
  return virtualizer;
}
