import path from "node:path";
import { isBuiltApp } from "@healthops/hub/http/static/app-files";

/** Where the build of apps/web puts it. */
const FOLDER = path.join(import.meta.dirname, "../../../web/dist");

/** Folder of the built web app; null when it was not built, which leaves the hub with its API alone. */
export function webAppFolder(): string | null {
  return isBuiltApp(FOLDER) ? FOLDER : null;
}
