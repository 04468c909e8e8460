import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { gzipSync } from "node:zlib";

export interface Part {
  /** Relative to the app's folder. */
  readonly file: string;
  readonly gzip_bytes: number;
}

/** What a browser loads of a built app, as gzip. */
export interface FirstLoad {
  /** Programs that index.html starts with, and all that they import at once. */
  readonly page: readonly Part[];
  /** The same of the worker with the replica; SQLite itself comes later. */
  readonly worker: readonly Part[];
  readonly sqlite: readonly Part[];
}

const STATIC_IMPORT = /(?:^|[;}\n])\s*(?:import|export)\b(?:[^"'()]*?\bfrom)?\s*["']([^"']+)["']/g;
const HTML_PROGRAM = /<(?:script|link)\b[^>]*?(?:src|href)="([^"]+\.js)"/g;
const WORKER = /\breplica-worker-[\w-]+\.js/;
const STORAGE = /\bopen-opfs-[\w-]+\.js/;
const SQLITE = /\bmc-wa-sqlite-[\w-]+\.wasm/;

/** Reads a built app (the folder with index.html). */
export function firstLoadOf(folder: string): FirstLoad {
  const html = readFileSync(join(folder, "index.html"), "utf8");
  const starts = [...html.matchAll(HTML_PROGRAM)].map(([, address = ""]) => address.slice(1));
  const page = graphOf(folder, starts);
  const worker = graphOf(folder, namedIn(folder, page, WORKER));
  const storage = graphOf(folder, namedIn(folder, worker, STORAGE));
  const wasm = namedIn(folder, storage, SQLITE);
  const weighed = (files: readonly string[]): readonly Part[] =>
    files.map((file) => ({ file, gzip_bytes: gzipOf(join(folder, file)) }));
  return {
    page: weighed(page),
    worker: weighed(worker),
    sqlite: weighed([...storage.filter((file) => !worker.includes(file)), ...wasm]),
  };
}

/** Bytes of some parts together. */
export function sumOf(parts: readonly Part[]): number {
  return parts.reduce((sum, { gzip_bytes }) => sum + gzip_bytes, 0);
}

/** The programs and everything that they import without waiting for anything. */
function graphOf(folder: string, starts: readonly string[]): readonly string[] {
  const found = new Set(starts);
  for (const file of found) {
    const text = readFileSync(join(folder, file), "utf8");
    for (const [, address = ""] of text.matchAll(STATIC_IMPORT)) {
      if (address.startsWith("."))
        found.add(relative(folder, join(folder, dirname(file), address)));
    }
  }
  return [...found];
}

function namedIn(folder: string, files: readonly string[], name: RegExp): readonly string[] {
  const found = files.flatMap((file) => {
    const [named] = name.exec(readFileSync(join(folder, file), "utf8")) ?? [];
    return named === undefined ? [] : [join("assets", named)];
  });
  return [...new Set(found)];
}

function gzipOf(path: string): number {
  const compressed = `${path}.gz`;
  const bytes = existsSync(compressed)
    ? readFileSync(compressed)
    : gzipSync(readFileSync(path), { level: 9 });
  return bytes.length;
}
