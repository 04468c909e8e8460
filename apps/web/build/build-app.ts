import { existsSync, readFileSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { build } from "vite";
import { compressFiles } from "./compress-files.ts";
import { inputsHash } from "./inputs-hash.ts";

const APP = path.join(import.meta.dirname, "..");
const REPOSITORY = path.join(APP, "../..");
const DIST = path.join(APP, "dist");
/** Says what a finished build was made from. */
const MARK = ".inputs";

/**
 * Builds the app into apps/web/dist unless what lies there was made from the same inputs. A build that
 * fails or is interrupted leaves the one before it in place. `say` is told once when there is work to do.
 */
export async function buildApp(options: {
  readonly force: boolean;
  readonly say: (line: string) => void;
}): Promise<"built" | "present"> {
  const hash = inputsHash(REPOSITORY);
  if (!options.force && markOf(DIST) === hash) return "present";
  options.say("Building the web app (once; later starts use it again) …");
  const started_ms = performance.now();
  const next = path.join(REPOSITORY, "node_modules/.cache/healthops-web", String(process.pid));
  await mkdir(next, { recursive: true });
  try {
    await build({
      root: APP,
      configFile: path.join(APP, "vite.config.ts"),
      logLevel: "warn",
      build: { outDir: next, emptyOutDir: true },
    });
    await compressFiles(next);
    await writeFile(path.join(next, MARK), hash);
    // Another process may have built the same meanwhile; what is in use stays where it is.
    if (options.force || markOf(DIST) !== hash) await putInPlace(next, hash);
  } finally {
    await rm(next, { recursive: true, force: true });
  }
  const took_s = ((performance.now() - started_ms) / 1000).toFixed(1);
  options.say(`Building the web app … done in ${took_s} s`);
  return "built";
}

async function putInPlace(next: string, hash: string): Promise<void> {
  try {
    await rm(DIST, { recursive: true, force: true });
    await rename(next, DIST);
  } catch (error) {
    // Another build of the same inputs was quicker by a moment.
    if (markOf(DIST) !== hash) throw error;
  }
}

function markOf(folder: string): string | null {
  const file = path.join(folder, MARK);
  return existsSync(file) ? readFileSync(file, "utf8") : null;
}
