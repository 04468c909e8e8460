import { resized } from "./column-widths.ts";
import type { OwnWidths } from "./use-column-widths.ts";

/** Pixels that a key or the menu makes a column wider or narrower. */
const STEP = 16;
/** Pixels beside a heading's words: the mark of the order and the button of its menu. */
const HEAD_EXTRA = 40;

/** Columns as they are drawn, in order. */
export type Drawn = readonly (readonly [name: string, width: number])[];

/** Makes the column of a heading some steps wider, or narrower. */
export function stepWidth(head: Element, own: OwnWidths, steps: number): void {
  const drawn = drawnUpTo(head);
  own.set(resized(own.widths, drawn, (drawn.at(-1)?.[1] ?? 0) + steps * STEP), true);
}

/** Makes the column of a heading as wide as what it shows now. */
export function fitWidth(head: Element, own: OwnWidths): void {
  own.set(resized(own.widths, drawnUpTo(head), fittingWidth(head)), true);
}

/** How wide the columns are now, up to the one that the element belongs to. */
export function drawnUpTo(element: Element): Drawn {
  const own = element.closest("[data-column]");
  const heads = headsBeside(own);
  return heads
    .slice(0, heads.findIndex((head) => head === own) + 1)
    .map((head) => [head.dataset["column"] ?? "", head.getBoundingClientRect().width] as const);
}

/** The width that cuts off nothing of the rows in view, nor of the heading. */
function fittingWidth(head: Element): number {
  const at = headsBeside(head).findIndex((each) => each === head);
  const rows = [...(head.closest("[role=grid]")?.querySelectorAll(".ho-row") ?? [])];
  const cells = rows.flatMap((row) => row.querySelectorAll(".ho-cell")[at] ?? []);
  const words = head.querySelector("[data-words]");
  const named = words === null ? 0 : naturalWidth(words) + HEAD_EXTRA;
  return Math.ceil(Math.max(named, ...cells.map(naturalWidth)));
}

function headsBeside(head: Element | null): readonly HTMLElement[] {
  return [...(head?.parentElement?.querySelectorAll<HTMLElement>("[data-column]") ?? [])];
}

/** What is cut off counts, and what fits takes no more room than it needs. */
function naturalWidth(element: Element): number {
  if (element.scrollWidth > element.clientWidth) return element.scrollWidth + 1;
  const range = document.createRange();
  range.selectNodeContents(element);
  const { paddingLeft, paddingRight } = getComputedStyle(element);
  const padding = Number.parseFloat(paddingLeft) + Number.parseFloat(paddingRight);
  return range.getBoundingClientRect().width + padding + 1;
}
