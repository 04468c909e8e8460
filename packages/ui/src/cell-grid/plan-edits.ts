import type { Bounds, GridSize, Place } from "./cell-range.ts";
import { clamp, placesOf, sizeOf } from "./cell-range.ts";

/** A new text for one cell. */
export interface PlacedText {
  readonly place: Place;
  readonly text: string;
}

/** What a paste does: the texts that find a cell, and the part of the grid they cover. */
export interface PastePlan {
  readonly edits: readonly PlacedText[];
  readonly bounds: Bounds;
}

/**
 * Puts copied rows at the top left of the selection. A selection that is a multiple of what was copied
 * is filled with repeats of it, as spreadsheets do; what would lie outside the grid is left out.
 */
export function planPaste(
  rows: readonly (readonly string[])[],
  selected: Bounds,
  size: GridSize,
): PastePlan {
  const height = rows.length;
  const width = Math.max(0, ...rows.map((row) => row.length));
  const { rows: down, columns: across } = sizeOf(selected);
  const repeats = height > 0 && width > 0 && down % height === 0 && across % width === 0;
  const last = {
    row: selected.top + (repeats ? down : height) - 1,
    column: selected.left + (repeats ? across : width) - 1,
  };
  const { row: bottom, column: right } = clamp(last, size);
  const bounds = { top: selected.top, left: selected.left, bottom, right };
  const edits = placesOf(bounds).flatMap((place): PlacedText[] => {
    const text =
      rows[(place.row - selected.top) % height]?.[(place.column - selected.left) % width];
    // A short row of a ragged table says nothing about the cells that it lacks.
    return text === undefined ? [] : [{ place, text }];
  });
  return { edits, bounds };
}

/** Fills `to` with repeats of `from`, which lies inside it; cells of `from` stay as they are. */
export function planFill(
  from: Bounds,
  to: Bounds,
  textAt: (place: Place) => string,
): readonly PlacedText[] {
  const { rows, columns } = sizeOf(from);
  return placesOf(to).flatMap((place): PlacedText[] => {
    if (isInside(place, from)) return [];
    const source = {
      row: from.top + modulo(place.row - from.top, rows),
      column: from.left + modulo(place.column - from.left, columns),
    };
    return [{ place, text: textAt(source) }];
  });
}

/** The area of a fill that is dragged from a selection to a place: along the longer way only. */
export function fillArea(from: Bounds, to: Place): Bounds {
  const down = Math.max(to.row - from.bottom, from.top - to.row, 0);
  const across = Math.max(to.column - from.right, from.left - to.column, 0);
  return down >= across
    ? { ...from, top: Math.min(from.top, to.row), bottom: Math.max(from.bottom, to.row) }
    : { ...from, left: Math.min(from.left, to.column), right: Math.max(from.right, to.column) };
}

function isInside({ row, column }: Place, bounds: Bounds): boolean {
  return (
    row >= bounds.top && row <= bounds.bottom && column >= bounds.left && column <= bounds.right
  );
}

function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}
