import type { Bounds, Place } from "./cell-range.ts";
import type { CellGridProps, GridTotal } from "./grid-model.ts";

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
  /** Of the totals that stay in view. */
  readonly pinnedWidth: number;
  /** How far from the right edge each total is held; undefined for those that scroll. */
  readonly pins: readonly (number | undefined)[];
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
    pinnedWidth: pinnedWidthOf(totals),
    pins: pinsOf(totals),
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

/** Width of the totals that stay in view at the right. */
function pinnedWidthOf(totals: readonly GridTotal[]): number {
  return totals.reduce((sum, { pinned, width }) => (pinned === true ? sum + width : sum), 0);
}

function pinsOf(totals: readonly GridTotal[]): readonly (number | undefined)[] {
  let left = pinnedWidthOf(totals);
  return totals.map(({ pinned, width }) => {
    if (pinned !== true) return undefined;
    left -= width;
    return left;
  });
}
