/** Size of a window's content in CSS pixels. */
export interface WindowSize {
  readonly width: number;
  readonly height: number;
}

/** Where a window stands on the screens of this computer, in CSS pixels. */
export interface WindowPlace extends WindowSize {
  readonly left: number;
  readonly top: number;
}

interface ScreenArea {
  readonly availWidth: number;
  readonly availHeight: number;
}

const STORED_AS = "healthops.window";
/** Smaller than this nobody wants a window: somebody dragged it out of the way. */
const LEAST = { width: 320, height: 240 };

/** Name of the window that shows a path: one path, one window. */
export function windowName(path: string): string {
  return `healthops:${path}`;
}

/** The address as a window of its own has it. */
export function ownHref(href: string): string {
  const [path = "/", query = ""] = href.split("?");
  const asked = new URLSearchParams(query);
  asked.set("window", "own");
  return `${path}?${asked.toString()}`;
}

/** Whether the query of an address says that its window is one of its own. */
export function isOwnWindow(query: string): boolean {
  return new URLSearchParams(query).get("window") === "own";
}

/** The window features for `window.open`: the place of last time, else the size that fits the screen. */
export function featuresOf(
  place: WindowPlace | null,
  wanted: WindowSize,
  { availWidth, availHeight }: ScreenArea,
): string {
  const size = {
    width: Math.min(place?.width ?? wanted.width, availWidth),
    height: Math.min(place?.height ?? wanted.height, availHeight),
  };
  // Further screens may lie left of or above this one: negative places are places too.
  const at = place === null ? {} : { left: place.left, top: place.top };
  const features = Object.entries({ ...size, ...at }).map(([name, px]) => `${name}=${px}`);
  return ["popup", ...features].join(",");
}

/** Where the window of a path stood last time; null when that is not known. */
export function readPlace(path: string, storage: Pick<Storage, "getItem">): WindowPlace | null {
  try {
    const stored: unknown = JSON.parse(storage.getItem(`${STORED_AS} ${path}`) ?? "null");
    return isPlace(stored) ? stored : null;
  } catch {
    return null;
  }
}

/** Remembers where the window of a path stands. */
export function savePlace(
  path: string,
  storage: Pick<Storage, "setItem">,
  place: WindowPlace,
): void {
  if (place.width < LEAST.width || place.height < LEAST.height) return;
  storage.setItem(`${STORED_AS} ${path}`, JSON.stringify(place));
}

function isPlace(stored: unknown): stored is WindowPlace {
  const { left, top, width, height } = (stored ?? {}) as Partial<WindowPlace>;
  return [left, top, width, height].every((px) => Number.isFinite(px));
}
