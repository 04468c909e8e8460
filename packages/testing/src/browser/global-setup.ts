import { spawnSync } from "node:child_process";
import { isProblem } from "@healthops/base/problem";
import { findBrowser } from "./find-browser.ts";

/** Debian and Ubuntu; `--no-install-recommends` leaves out what only a desktop needs. */
const INSTALL = [
  ["apt-get", "update", "-qq"],
  ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-dejavu-core"],
] as const;

/**
 * Makes sure, once before a whole test run, that there is a browser: where none is found and this is
 * root on a machine with apt, it installs Chromium and says so. Elsewhere the tests that need one fail
 * with what to install; all others run.
 */
export function setup(): void {
  if (hasBrowser() || process.getuid?.() !== 0) return;
  process.stderr.write("No Chromium was found; installing it with apt for the browser tests …\n");
  for (const [program, ...parameters] of INSTALL) {
    const { status } = spawnSync(program, parameters, {
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
    if (status !== 0) return;
  }
}

function hasBrowser(): boolean {
  try {
    return findBrowser() !== "";
  } catch (error) {
    if (isProblem(error)) return false;
    throw error;
  }
}
