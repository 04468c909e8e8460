import { useCallback, useRef } from "react";
import { useTexts } from "../i18n/language-provider.tsx";
import { CELL_GRID_TEXT } from "./cell-grid-text.ts";
import type { CellEdit, EditSteps } from "./edit-steps.ts";
import { NO_STEPS, redoStep, undoStep, withStep } from "./edit-steps.ts";
import type { CellGridProps } from "./grid-model.ts";
import type { PlacedText } from "./plan-edits.ts";

export interface CellEdits {
  /** Gives cells new texts as one step; those that may not hold theirs stay, and that is said. */
  make(texts: readonly PlacedText[]): void;
  undo(): void;
  redo(): void;
}

/** Changes of the grid, with what can be undone. */
export function useCellEdits(props: CellGridProps): CellEdits {
  const texts = useTexts(CELL_GRID_TEXT);
  const steps = useRef<EditSteps>(NO_STEPS);
  // Each render's values, so that what waits for an answer acts on the newest.
  const latest = useRef({ props, texts });
  latest.current = { props, texts };

  const run = useCallback((edits: readonly CellEdit[], next: EditSteps) => {
    const before = steps.current;
    steps.current = next;
    latest.current.props.onEdit(edits).catch((error: unknown) => {
      // Nothing was made: the step is none.
      if (steps.current === next) steps.current = before;
      latest.current.props.onFailed(error);
    });
  }, []);

  const make = useCallback(
    (placed: readonly PlacedText[]) => {
      const { props: now, texts: say } = latest.current;
      if (now.lockedReason !== null) return now.onMessage(now.lockedReason);
      const { edits, faults } = checked(placed, now);
      if (faults[0] !== undefined) now.onMessage(say.refused(faults.length, faults[0]));
      if (edits.length > 0) run(edits, withStep(steps.current, edits));
    },
    [run],
  );
  const turn = useCallback(
    (step: typeof undoStep, nothing: "nothingToUndo" | "nothingToRedo") => {
      const { props: now, texts: say } = latest.current;
      if (now.lockedReason !== null) return now.onMessage(now.lockedReason);
      const result = step(steps.current);
      if (result === null) now.onMessage(say[nothing]);
      else run(result.edits, result.steps);
    },
    [run],
  );
  return {
    make,
    undo: useCallback(() => turn(undoStep, "nothingToUndo"), [turn]),
    redo: useCallback(() => turn(redoStep, "nothingToRedo"), [turn]),
  };
}

interface Checked {
  readonly edits: readonly CellEdit[];
  readonly faults: readonly string[];
}

/** The texts that differ from what is there and that the cells may hold. */
function checked(
  placed: readonly PlacedText[],
  { rows, columns, faultOf }: CellGridProps,
): Checked {
  const edits: CellEdit[] = [];
  const faults: string[] = [];
  const known = new Map<string, string | null>();
  for (const { place, text: given } of placed) {
    const row = rows[place.row];
    const column = columns[place.column];
    const cell = row?.cells[place.column];
    if (row === undefined || column === undefined || cell === undefined) continue;
    const text = given.trim();
    if (text === cell.text) continue;
    if (!known.has(text)) known.set(text, text === "" ? null : faultOf(text));
    const fault = known.get(text) ?? null;
    if (fault === null) edits.push({ rowId: row.id, columnId: column.id, before: cell.text, text });
    else faults.push(`“${text}”: ${fault}`);
  }
  return { edits, faults };
}
