/** Widths that somebody gave to columns of a list, in pixels by name of the field. */
export type ColumnWidths = Readonly<Record<string, number>>;

export const NO_WIDTHS: ColumnWidths = {};
/** Pixels: a head's first letters can still be read; one column never pushes all others away. */
export const WIDTH_MIN = 56;
export const WIDTH_MAX = 800;

/** Reads what was kept, by whichever version of the app. */
export function columnWidthsOf(kept: unknown): ColumnWidths {
  if (typeof kept !== "object" || kept === null || Array.isArray(kept)) return NO_WIDTHS;
  const widths = Object.entries(kept).flatMap(([name, width]) =>
    typeof width === "number" && Number.isFinite(width) ? [[name, within(width)] as const] : [],
  );
  return widths.length === 0 ? NO_WIDTHS : Object.fromEntries(widths);
}

/**
 * The widths after one column got another one. Columns before it stay as they are drawn (`drawn`, in
 * pixels, in order, that column the last), so that its edge stays under the pointer.
 */
export function resized(
  widths: ColumnWidths,
  drawn: readonly (readonly [name: string, width: number])[],
  width: number,
): ColumnWidths {
  const last = drawn.at(-1);
  if (last === undefined) return widths;
  const before = drawn.slice(0, -1).map(([name, now]) => [name, Math.round(now)] as const);
  return { ...widths, ...Object.fromEntries(before), [last[0]]: within(width) };
}

/** The widths without that of a column: it takes its share of the room again. */
export function withoutWidth(widths: ColumnWidths, name: string): ColumnWidths {
  return Object.fromEntries(Object.entries(widths).filter(([other]) => other !== name));
}

function within(width: number): number {
  return Math.min(WIDTH_MAX, Math.max(WIDTH_MIN, Math.round(width)));
}
