import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { boundsOf, edgeFrom, placesOf } from "./cell-range.ts";
import { NO_STEPS, redoStep, undoStep, withStep } from "./edit-steps.ts";
import { fillArea, planFill, planPaste } from "./plan-edits.ts";
import { fromTableText, toTableText } from "./table-text.ts";

const SIZE = { rows: 4, columns: 5 };
const at = (row: number, column: number) => ({ row, column });
const area = (top: number, left: number, bottom: number, right: number) => ({
  top,
  left,
  bottom,
  right,
});
const shown = (edits: readonly { place: { row: number; column: number }; text: string }[]) =>
  edits.map(({ place, text }) => `${place.row},${place.column}=${text}`);

describe("a selection", () => {
  test("has the same edges whichever corner it began at", () => {
    expect(boundsOf({ anchor: at(3, 1), focus: at(1, 4) })).toEqual(area(1, 1, 3, 4));
    expect(placesOf(area(0, 0, 1, 1))).toHaveLength(4);
  });

  test("jumps to the end of filled cells, then over the gap, then to the edge", () => {
    const filled = new Set([0, 1, 3]);
    const isFilled = ({ column }: { column: number }) => filled.has(column);
    const jump = (column: number) => edgeFrom(at(0, column), at(0, 1), SIZE, isFilled).column;
    expect([jump(0), jump(1), jump(3)]).toEqual([1, 3, 4]);
  });
});

describe("a paste", () => {
  test("starts at the top left of the selection and leaves out what lies outside", () => {
    const { edits, bounds } = planPaste([["a", "b"], ["c"]], area(3, 3, 3, 3), SIZE);
    expect(shown(edits)).toEqual(["3,3=a", "3,4=b"]);
    expect(bounds).toEqual(area(3, 3, 3, 4));
  });

  test("fills a selection that is a multiple of it", () => {
    const { edits } = planPaste([["N"]], area(0, 0, 1, 1), SIZE);
    expect(shown(edits)).toEqual(["0,0=N", "0,1=N", "1,0=N", "1,1=N"]);
  });

  test("says nothing about cells that a short row lacks", () => {
    const { edits } = planPaste([["a", "b"], ["c"]], area(0, 0, 0, 0), SIZE);
    expect(shown(edits)).toEqual(["0,0=a", "0,1=b", "1,0=c"]);
  });
});

describe("a fill", () => {
  test("repeats the pattern onwards and backwards, and leaves the pattern alone", () => {
    const edits = planFill(area(0, 1, 0, 2), area(0, 0, 0, 4), ({ column }) => `t${column}`);
    expect(shown(edits)).toEqual(["0,0=t2", "0,3=t1", "0,4=t2"]);
  });

  test("goes the longer way of a drag", () => {
    expect(fillArea(area(0, 0, 0, 0), at(3, 1))).toEqual(area(0, 0, 3, 0));
    expect(fillArea(area(2, 2, 2, 2), at(1, 0))).toEqual(area(2, 0, 2, 2));
  });
});

describe("undo", () => {
  const edit = { rowId: "r", columnId: "c", before: "", text: "N" };

  test("gives the cells their former texts, and redo the new ones", () => {
    const undone = undoStep(withStep(NO_STEPS, [edit]));
    expect(undone?.edits).toEqual([{ ...edit, before: "N", text: "" }]);
    const redone = undone === null ? null : redoStep(undone.steps);
    expect(redone?.edits).toEqual([edit]);
    expect(redone?.steps.done).toEqual([[edit]]);
  });

  test("ends where nothing was done; a new step forgets what was undone", () => {
    expect(undoStep(NO_STEPS)).toBeNull();
    const undone = undoStep(withStep(NO_STEPS, [edit]))?.steps ?? NO_STEPS;
    expect(redoStep(withStep(undone, [edit]))).toBeNull();
  });
});

test("the clipboard's text of a table reads back as the same cells", () => {
  const cell = fc.string({ unit: fc.constantFrom("a", "İ", '"', "\t", "\n", " ", "8", ",") });
  const table = fc
    .integer({ min: 1, max: 4 })
    .chain((width) =>
      fc.array(fc.array(cell, { minLength: width, maxLength: width }), {
        minLength: 1,
        maxLength: 4,
      }),
    )
    // A table of one empty cell is no text at all.
    .filter((rows) => rows.flat().some((text) => text !== ""))
    .filter((rows) => rows.at(-1)?.some((text) => text !== "") === true);
  fc.assert(
    fc.property(table, (rows) => {
      expect(fromTableText(`${toTableText(rows)}\r\n`)).toEqual(rows);
    }),
  );
});
