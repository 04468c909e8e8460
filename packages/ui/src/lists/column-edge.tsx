import type { KeyboardEvent, PointerEvent } from "react";
import { useRef } from "react";
import { useText } from "../i18n/language-provider.tsx";
import type { Drawn } from "./column-measure.ts";
import { drawnUpTo, stepWidth } from "./column-measure.ts";
import { WIDTH_MAX, WIDTH_MIN, resized, withoutWidth } from "./column-widths.ts";
import type { OwnWidths } from "./use-column-widths.ts";

interface ColumnEdgeProps {
  readonly name: string;
  readonly label: string;
  readonly own: OwnWidths;
  /** Whether Tab reaches it: where nothing else of the head takes keys. */
  readonly tabbable: boolean;
}

interface Drag {
  readonly from: number;
  readonly drawn: Drawn;
}

/** The right edge of a column's head: dragged it changes the width, a double click gives it back. */
export function ColumnEdge({ name, label, own, tabbable }: ColumnEdgeProps) {
  const { list } = useText();
  const drag = useRef<Drag | null>(null);
  const dragTo = ({ clientX }: PointerEvent, keep: boolean): void => {
    if (drag.current === null) return;
    const { from, drawn } = drag.current;
    // A mere click is the begin of a double one.
    if (clientX === from && keep) return;
    own.set(resized(own.widths, drawn, (drawn.at(-1)?.[1] ?? 0) + clientX - from), keep);
  };
  return (
    <span
      role="separator"
      aria-orientation="vertical"
      aria-label={list.widthOf(label)}
      aria-valuemin={WIDTH_MIN}
      aria-valuemax={WIDTH_MAX}
      aria-valuenow={own.widths[name] ?? WIDTH_MIN}
      tabIndex={tabbable ? 0 : -1}
      title={list.widthHow}
      className="ho-head-edge"
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        drag.current = { from: event.clientX, drawn: drawnUpTo(event.currentTarget) };
      }}
      onPointerMove={(event) => dragTo(event, false)}
      onPointerUp={(event) => {
        dragTo(event, true);
        drag.current = null;
      }}
      onPointerCancel={() => {
        drag.current = null;
      }}
      onDoubleClick={() => own.set(withoutWidth(own.widths, name), true)}
    />
  );
}

/** Keys on a column's head: Shift with arrows changes the width, Shift+Home gives it back. */
export function widthKeys(name: string, own: OwnWidths) {
  return (event: KeyboardEvent<HTMLElement>): void => {
    if (!event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "Home") own.set(withoutWidth(own.widths, name), true);
    else if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
      stepWidth(event.currentTarget, own, event.key === "ArrowLeft" ? -1 : 1);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
}
