import type { Bounds, Place } from "./cell-range.ts";
import classes from "./cell-grid.module.css";
import type { Geometry } from "./geometry.ts";

interface OverlaysProps {
  readonly geometry: Geometry;
  readonly focus: Place;
  readonly bounds: Bounds;
  readonly filling: Bounds | null;
  /** Whether there is a corner to drag a fill from. */
  readonly fillable: boolean;
}

/** The selection, drawn above the cells, so that moving it draws none of them again. */
export function Overlays({ geometry, focus, bounds, filling, fillable }: OverlaysProps) {
  const one = { top: focus.row, bottom: focus.row, left: focus.column, right: focus.column };
  return (
    <>
      <div className={classes["selection"]} style={geometry.boxOf(bounds)} aria-hidden>
        {fillable && <span data-handle="" />}
      </div>
      <div className={classes["focus"]} style={geometry.boxOf(one)} aria-hidden />
      {filling !== null && (
        <div className={classes["filling"]} style={geometry.boxOf(filling)} aria-hidden />
      )}
    </>
  );
}
