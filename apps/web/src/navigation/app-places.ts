import type { WindowSize } from "@healthops/ui/address/window-place";
import { PLAIN_ICON, WEB_MODULES } from "../modules.tsx";
import { SCHEMA } from "../replica/schema.ts";
import { REPORTS_PATH, REPORT_WINDOW } from "../reports/report-path.ts";
import { goKeys } from "./go-keys.ts";
import { placesOf } from "../addresses/places.ts";

/** The places of this installation. */
export const PLACES = placesOf(SCHEMA, WEB_MODULES, PLAIN_ICON);

/** The shortcut of each place by its address. */
export const GO_KEYS = goKeys(PLACES);

const OWN_WINDOWS = new Map(
  PLACES.flatMap(({ places }) => places).map(({ href, ownWindow }) => [href, ownWindow]),
);

/** Size of the window of its own that a path opens in; null where it has none. */
export function ownSizeOf(path: string): WindowSize | null {
  const isReport = path.startsWith(`${REPORTS_PATH}/`);
  return OWN_WINDOWS.get(path) ?? (isReport ? REPORT_WINDOW : null);
}
