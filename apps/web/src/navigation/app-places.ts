import { PLAIN_ICON, WEB_MODULES } from "../modules.tsx";
import { SCHEMA } from "../replica/schema.ts";
import { placesOf } from "./places.ts";

/** The places of this installation. */
export const PLACES = placesOf(SCHEMA, WEB_MODULES, PLAIN_ICON);
