import type { Bounds, Place } from "./cell-range.ts";
import type { CellGridProps } from "./grid-model.ts";

/** CSS pixels. */
export const ROW = 30;
export const HEAD = 44;
export const FOOT = 30;
/** The editor is at least that wide, whatever its column. */
const EDITOR = 96;

export interface Geometry {
  /** Of a row, as CSS grid columns. */
  readonly template: string;
  readonly width: number;
  /** Where an area of cells lies in the sheet. */
  boxOf(area: Bounds): {
    readonly top: number;
    readonly left: number;
    readonly width: number;
    readonly height: number;
  };
  editorBoxOf(place: Place): {
    readonly top: number;
    readonly left: number;
    readonly minWidth: number;
    readonly height: number;
  };
}

type Widths = Pick<CellGridProps, "headWidth" | "columnWidth" | "columns" | "totals">;

/** Measures of a grid, in CSS pixels. */
export function geometryOf({ headWidth, columnWidth, columns, totals }: Widths): Geometry {
  const totalWidths = totals.map(({ width }) => `${width}px`).join(" ");
  return {
    template: `${headWidth}px repeat(${columns.length}, ${columnWidth}px) ${totalWidths}`,
    width:
      headWidth +
      columns.length * columnWidth +
      totals.reduce((sum, total) => sum + total.width, 0),
    boxOf: ({ top, left, bottom, right }) => ({
      top: HEAD + top * ROW,
      left: headWidth + left * columnWidth,
      width: (right - left + 1) * columnWidth,
      height: (bottom - top + 1) * ROW,
    }),
    editorBoxOf: ({ row, column }) => ({
      top: HEAD + row * ROW,
      left: headWidth + column * columnWidth,
      minWidth: Math.max(EDITOR, columnWidth),
      height: ROW,
    }),
  };
}
