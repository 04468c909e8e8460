/** One cell's change, by the ids of its row and column, so that it holds when rows move. */
export interface CellEdit {
  readonly rowId: string;
  readonly columnId: string;
  readonly before: string;
  readonly text: string;
}

/** What can be undone and done again, newest last. */
export interface EditSteps {
  readonly done: readonly (readonly CellEdit[])[];
  readonly undone: readonly (readonly CellEdit[])[];
}

export const NO_STEPS: EditSteps = { done: [], undone: [] };

const STEPS_MAX = 200;

/** A new step; what had been undone cannot be done again after it. */
export function withStep(steps: EditSteps, edits: readonly CellEdit[]): EditSteps {
  return { done: [...steps.done, edits].slice(-STEPS_MAX), undone: [] };
}

interface Turn {
  readonly steps: EditSteps;
  /** The edits to make now. */
  readonly edits: readonly CellEdit[];
}

/** Takes the last step back; null when there is none. */
export function undoStep({ done, undone }: EditSteps): Turn | null {
  const last = done.at(-1);
  if (last === undefined) return null;
  return {
    steps: { done: done.slice(0, -1), undone: [...undone, last] },
    edits: last.map(({ rowId, columnId, before, text }) => ({
      rowId,
      columnId,
      before: text,
      text: before,
    })),
  };
}

/** Does the last undone step again; null when there is none. */
export function redoStep({ done, undone }: EditSteps): Turn | null {
  const last = undone.at(-1);
  if (last === undefined) return null;
  return { steps: { done: [...done, last], undone: undone.slice(0, -1) }, edits: last };
}
