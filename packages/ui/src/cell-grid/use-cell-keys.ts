import type { KeyboardEvent } from "react";
import type { CellEdits } from "./use-cell-edits.ts";
import type { Bounds, GridSize, Place } from "./cell-range.ts";
import { edgeFrom, isOne, placesOf } from "./cell-range.ts";
import { planFill } from "./plan-edits.ts";
import type { GridSelection } from "./use-selection.ts";

export interface CellKeysOptions {
  readonly size: GridSize;
  readonly selection: GridSelection;
  readonly edits: CellEdits;
  textAt(place: Place): string;
  /** Opens the editor: with a first text in the place of the cell's, or null to edit that. */
  edit(first: string | null): void;
  details(): void;
}

const PAGE_ROWS = 15;
const STEPS: Readonly<Record<string, Place>> = {
  ArrowDown: { row: 1, column: 0 },
  ArrowUp: { row: -1, column: 0 },
  ArrowRight: { row: 0, column: 1 },
  ArrowLeft: { row: 0, column: -1 },
  PageDown: { row: PAGE_ROWS, column: 0 },
  PageUp: { row: -PAGE_ROWS, column: 0 },
};

/** Acts on a key as spreadsheets do; whether it meant anything here. */
export function onCellKey(event: KeyboardEvent, options: CellKeysOptions): boolean {
  const command = event.ctrlKey || event.metaKey;
  return (
    move(event, command, options) ||
    (command ? onCommand(event, options) : onPlainKey(event, options))
  );
}

function move(event: KeyboardEvent, command: boolean, options: CellKeysOptions): boolean {
  const { selection, size } = options;
  const { focus } = selection;
  const step = STEPS[event.key];
  if (step !== undefined && !event.altKey) {
    const isArrow = event.key.startsWith("Arrow");
    const target =
      command && isArrow
        ? edgeFrom(focus, step, size, (place) => options.textAt(place) !== "")
        : { row: focus.row + step.row, column: focus.column + step.column };
    selection.moveTo(target, event.shiftKey);
    return true;
  }
  if (event.key === "Home" || event.key === "End") {
    const end = event.key === "End";
    const row = command ? (end ? size.rows - 1 : 0) : focus.row;
    selection.moveTo({ row, column: end ? size.columns - 1 : 0 }, event.shiftKey);
    return true;
  }
  return false;
}

function onCommand(event: KeyboardEvent, options: CellKeysOptions): boolean {
  const { selection, edits, size } = options;
  const { bounds } = selection;
  switch (event.key.toLowerCase()) {
    case "a":
      selection.select({
        anchor: { row: 0, column: 0 },
        focus: { row: size.rows - 1, column: size.columns - 1 },
      });
      return true;
    case "d":
      edits.make(planFill({ ...bounds, bottom: bounds.top }, bounds, options.textAt));
      return true;
    case "r":
      edits.make(planFill({ ...bounds, right: bounds.left }, bounds, options.textAt));
      return true;
    case "z":
      if (event.shiftKey) edits.redo();
      else edits.undo();
      return true;
    case "y":
      edits.redo();
      return true;
    default:
      return false;
  }
}

function onPlainKey(event: KeyboardEvent, options: CellKeysOptions): boolean {
  const { selection, edits } = options;
  const { focus, bounds } = selection;
  if (event.key === "Enter" && event.altKey) options.details();
  else if (event.altKey) return false;
  else if (event.key === "Enter")
    selection.moveTo({ row: focus.row + (event.shiftKey ? -1 : 1), column: focus.column }, false);
  else if (event.key === "F2") options.edit(null);
  else if (event.key === "Delete" || event.key === "Backspace") edits.make(cleared(bounds));
  else if (event.key === "Escape" && !isOne(bounds)) selection.moveTo(focus, false);
  // A single character, and no name of a key: it is the beginning of a new text.
  else if ([...event.key].length === 1 && event.key !== " ") options.edit(event.key);
  else return false;
  return true;
}

function cleared(bounds: Bounds) {
  return placesOf(bounds).map((place) => ({ place, text: "" }));
}
