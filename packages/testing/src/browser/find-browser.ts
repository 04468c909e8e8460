import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { Problem } from "@healthops/base/problem";

/** Looked for in this order; the first is where Debian puts it. */
const NAMES = ["chromium", "chromium-browser", "google-chrome"] as const;

/**
 * The Chromium that tests drive: `HEALTHOPS_CHROMIUM`, else the first of chromium, chromium-browser
 * and google-chrome in /usr/bin or on the PATH. Throws Problem `browser_missing` that says what to
 * install.
 */
export function findBrowser(env: Readonly<NodeJS.ProcessEnv> = process.env): string {
  const named = env["HEALTHOPS_CHROMIUM"];
  if (named !== undefined && named !== "") {
    if (isProgram(named)) return named;
    throw missing(`HEALTHOPS_CHROMIUM names ${named}, which is not a program.`);
  }
  const folders = ["/usr/bin", ...(env["PATH"] ?? "").split(delimiter).filter(Boolean)];
  const places = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  const found = places.find(isProgram);
  if (found === undefined) throw missing("No Chromium was found.");
  return found;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function missing(what: string): Problem {
  return new Problem({
    code: "browser_missing",
    status: 500,
    message: `${what} The tests of the web app need one: install Chromium (Debian and Ubuntu: apt install chromium) or Google Chrome, or set HEALTHOPS_CHROMIUM to the program.`,
  });
}
