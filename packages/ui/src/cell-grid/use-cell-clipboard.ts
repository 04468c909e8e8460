import type { ClipboardEvent } from "react";
import type { Bounds, GridSize, Place } from "./cell-range.ts";
import { placesOf } from "./cell-range.ts";
import { planPaste } from "./plan-edits.ts";
import { fromTableText, toTableText } from "./table-text.ts";
import type { CellEdits } from "./use-cell-edits.ts";
import type { GridSelection } from "./use-selection.ts";

interface CellClipboardOptions {
  readonly size: GridSize;
  readonly selection: GridSelection;
  readonly edits: CellEdits;
  textAt(place: Place): string;
}

/** Copy, cut and paste from and to spreadsheets. */
export function cellClipboard({ size, selection, edits, textAt }: CellClipboardOptions) {
  const { bounds } = selection;
  const copy = (event: ClipboardEvent): void => {
    event.clipboardData.setData("text/plain", toTableText(rowsOf(bounds, textAt)));
    event.preventDefault();
  };
  return {
    onCopy: copy,
    onCut: (event: ClipboardEvent): void => {
      copy(event);
      edits.make(placesOf(bounds).map((place) => ({ place, text: "" })));
    },
    onPaste: (event: ClipboardEvent): void => {
      const text = event.clipboardData.getData("text/plain");
      event.preventDefault();
      if (text === "") return;
      const plan = planPaste(fromTableText(text), bounds, size);
      edits.make(plan.edits);
      selection.select({
        anchor: { row: plan.bounds.top, column: plan.bounds.left },
        focus: { row: plan.bounds.bottom, column: plan.bounds.right },
      });
    },
  };
}

function rowsOf(bounds: Bounds, textAt: (place: Place) => string): string[][] {
  const rows: string[][] = [];
  for (let row = bounds.top; row <= bounds.bottom; row += 1) {
    const cells: string[] = [];
    for (let column = bounds.left; column <= bounds.right; column += 1) {
      cells.push(textAt({ row, column }));
    }
    rows.push(cells);
  }
  return rows;
}
