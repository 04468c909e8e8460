import type { KeyboardEvent, RefObject } from "react";
import { useCallback, useMemo, useState } from "react";
import type { Leave } from "./cell-editor.tsx";
import type { Place } from "./cell-range.ts";
import { placesOf } from "./cell-range.ts";
import type { CellGridProps } from "./grid-model.ts";
import { planFill } from "./plan-edits.ts";
import { cellClipboard } from "./use-cell-clipboard.ts";
import { useCellEdits } from "./use-cell-edits.ts";
import { onCellKey } from "./use-cell-keys.ts";
import { useCellPointer } from "./use-cell-pointer.ts";
import { useSelection } from "./use-selection.ts";

const AFTER: Readonly<Record<Leave, Place | null>> = {
  down: { row: 1, column: 0 },
  up: { row: -1, column: 0 },
  right: { row: 0, column: 1 },
  left: { row: 0, column: -1 },
  stay: null,
  fill: null,
};

/** What the grid does: where the person is, what they type, and what keys, mouse and clipboard mean. */
export function useCellGrid(props: CellGridProps, scroller: RefObject<HTMLDivElement | null>) {
  const { rows, columns, totals, lockedReason } = props;
  /** The text that editing began with; null inside it: the cell's own. */
  const [editing, setEditing] = useState<{ readonly first: string | null } | null>(null);
  const size = useMemo(
    () => ({ rows: rows.length, columns: columns.length }),
    [rows.length, columns.length],
  );
  const selection = useSelection(size);
  const edits = useCellEdits(props);
  const { focus, bounds } = selection;
  const textAt = useCallback(
    (place: Place) => rows[place.row]?.cells[place.column]?.text ?? "",
    [rows],
  );
  const row = rows[focus.row];
  const column = columns[focus.column];
  const edit = (first: string | null): void => {
    if (lockedReason !== null) props.onMessage(lockedReason);
    else if (row !== undefined) setEditing({ first });
  };
  const details = (): void => {
    if (row !== undefined && column !== undefined) props.onDetails?.(row.id, column.id);
  };
  const close = (): void => {
    setEditing(null);
    scroller.current?.focus({ preventScroll: true });
  };
  const commit = (text: string, leave: Leave): void => {
    const places = leave === "fill" ? placesOf(bounds) : [focus];
    edits.make(places.map((place) => ({ place, text })));
    close();
    const step = AFTER[leave];
    if (step === null) return;
    selection.moveTo({ row: focus.row + step.row, column: focus.column + step.column }, false);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== scroller.current || rows.length === 0) return;
    if (!onCellKey(event, { size, selection, edits, textAt, edit, details })) return;
    event.preventDefault();
    // The app's own shortcuts are letters too, and its undo is about something else.
    event.stopPropagation();
  };
  const pointer = useCellPointer({
    selection,
    fill: (from, to) => edits.make(planFill(from, to, textAt)),
    edit: () => (lockedReason === null ? edit(null) : details()),
    total: (at, total) => {
      const [rowId, totalId] = [rows[at]?.id, totals[total]?.id];
      if (rowId !== undefined && totalId !== undefined) props.onTotal?.(rowId, totalId);
    },
  });
  const { filling, ...pointing } = pointer;
  const clipboard = editing === null ? cellClipboard({ size, selection, edits, textAt }) : {};
  return {
    focus,
    bounds,
    filling,
    row,
    column,
    editing:
      editing === null
        ? null
        : { ...editing, first: editing.first ?? textAt(focus), typed: editing.first !== null },
    commit,
    close,
    /** For the element that scrolls and has the focus. */
    handlers: { onKeyDown, ...pointing, ...clipboard },
  };
}
