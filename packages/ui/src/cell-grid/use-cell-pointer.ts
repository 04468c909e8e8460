import type { MouseEvent, PointerEvent } from "react";
import { useRef, useState } from "react";
import type { Bounds, Place } from "./cell-range.ts";
import { fillArea } from "./plan-edits.ts";
import type { GridSelection } from "./use-selection.ts";

interface CellPointerOptions {
  readonly selection: GridSelection;
  /** Fills from the selection to the area that it was dragged to. */
  fill(from: Bounds, to: Bounds): void;
  edit(): void;
  total(row: number, total: number): void;
}

type Drag = { readonly kind: "select" } | { readonly kind: "fill"; readonly from: Bounds };

export interface CellPointer {
  /** The area that a fill would cover when it ended now. */
  readonly filling: Bounds | null;
  onPointerDown(event: PointerEvent): void;
  onPointerMove(event: PointerEvent): void;
  onPointerUp(event: PointerEvent): void;
  onDoubleClick(event: MouseEvent): void;
  onClick(event: MouseEvent): void;
}

/** Selecting, filling and editing with mouse or pen; a finger scrolls, and selects by tapping. */
export function useCellPointer(options: CellPointerOptions): CellPointer {
  const { selection } = options;
  const drag = useRef<Drag | null>(null);
  const [filling, setFilling] = useState<Bounds | null>(null);
  const onPointerDown = (event: PointerEvent): void => {
    if (event.button !== 0 || event.pointerType === "touch") return;
    if (isHandle(event.target)) {
      drag.current = { kind: "fill", from: selection.bounds };
      event.currentTarget.setPointerCapture(event.pointerId);
      event.preventDefault();
      return;
    }
    const place = placeAt(event.target, "at");
    if (place === null) return;
    drag.current = { kind: "select" };
    selection.moveTo(place, event.shiftKey);
  };
  const onPointerMove = (event: PointerEvent): void => {
    if (drag.current === null) return;
    // A captured pointer's events all go to the grid: what lies under it has to be looked up.
    const place = placeAt(document.elementFromPoint(event.clientX, event.clientY), "at");
    if (place === null) return;
    if (drag.current.kind === "select") selection.moveTo(place, true);
    else setFilling(fillArea(drag.current.from, place));
  };
  const onPointerUp = (): void => {
    const last = drag.current;
    drag.current = null;
    setFilling(null);
    if (last?.kind !== "fill" || filling === null) return;
    options.fill(last.from, filling);
    selection.select({
      anchor: { row: filling.top, column: filling.left },
      focus: { row: filling.bottom, column: filling.right },
    });
  };
  const onClick = (event: MouseEvent): void => {
    const total = placeAt(event.target, "total");
    if (total !== null) options.total(total.row, total.column);
    const place = placeAt(event.target, "at");
    // A finger's tap; a mouse has selected already when it went down.
    if (place !== null && !event.shiftKey && event.detail === 1) selection.moveTo(place, false);
  };
  const onDoubleClick = (event: MouseEvent): void => {
    if (placeAt(event.target, "at") !== null) options.edit();
  };
  return { filling, onPointerDown, onPointerMove, onPointerUp, onDoubleClick, onClick };
}

function isHandle(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.dataset["handle"] !== undefined;
}

/** The place that is written on an element, or on what it lies in: `row,column`. */
function placeAt(target: EventTarget | null, name: "at" | "total"): Place | null {
  if (!(target instanceof Element)) return null;
  const marked = target.closest(`[data-${name}]`);
  const text = marked instanceof HTMLElement ? marked.dataset[name] : undefined;
  const [row, column] = (text ?? "").split(",").map(Number);
  return row === undefined || column === undefined ? null : { row, column };
}
