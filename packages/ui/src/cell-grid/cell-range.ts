/** A place in a grid, by index; the top left is 0, 0. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

/** A rectangle as somebody selects it: from where they began to where they are. */
export interface Selection {
  readonly anchor: Place;
  readonly focus: Place;
}

/** A rectangle by its edges, all of them inside. */
export interface Bounds {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

export interface GridSize {
  readonly rows: number;
  readonly columns: number;
}

export function placeOnly(place: Place): Selection {
  return { anchor: place, focus: place };
}

export function boundsOf({ anchor, focus }: Selection): Bounds {
  return {
    top: Math.min(anchor.row, focus.row),
    left: Math.min(anchor.column, focus.column),
    bottom: Math.max(anchor.row, focus.row),
    right: Math.max(anchor.column, focus.column),
  };
}

export function sizeOf(bounds: Bounds): GridSize {
  return { rows: bounds.bottom - bounds.top + 1, columns: bounds.right - bounds.left + 1 };
}

export function isOne(bounds: Bounds): boolean {
  return bounds.top === bounds.bottom && bounds.left === bounds.right;
}

/** The nearest place that exists. */
export function clamp(place: Place, size: GridSize): Place {
  return {
    row: Math.max(0, Math.min(size.rows - 1, place.row)),
    column: Math.max(0, Math.min(size.columns - 1, place.column)),
  };
}

/** All places of a rectangle, row by row. */
export function placesOf(bounds: Bounds): readonly Place[] {
  const places: Place[] = [];
  for (let row = bounds.top; row <= bounds.bottom; row += 1) {
    for (let column = bounds.left; column <= bounds.right; column += 1) {
      places.push({ row, column });
    }
  }
  return places;
}

/**
 * Where Ctrl and an arrow lead, as in spreadsheets: to the end of the filled cells, or over the gap
 * to the next filled one, or to the edge.
 */
export function edgeFrom(
  from: Place,
  step: Place,
  size: GridSize,
  isFilled: (place: Place) => boolean,
): Place {
  const next = (place: Place): Place => ({
    row: place.row + step.row,
    column: place.column + step.column,
  });
  const exists = (place: Place): boolean =>
    place.row >= 0 && place.column >= 0 && place.row < size.rows && place.column < size.columns;
  let at = from;
  const ahead = next(at);
  const within = isFilled(at) && exists(ahead) && isFilled(ahead);
  while (exists(next(at))) {
    if (within && !isFilled(next(at))) break;
    at = next(at);
    if (!within && isFilled(at)) break;
  }
  return at;
}
