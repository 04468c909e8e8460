import { existsSync, readdirSync } from "node:fs";
import path from "node:path";

/** Made beside each file by the build; chosen by `Accept-Encoding`, never asked for by name. */
const COMPRESSED = /\.(?:br|gz)$/;

/** Whether there is a built web app in the folder. */
export function isBuiltApp(folder: string): boolean {
  return existsSync(path.join(folder, "index.html"));
}

/** Every file of a built app, as the part of the address behind the first slash. */
export function appFiles(folder: string): ReadonlySet<string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith("."))
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .map((file) => file.split(path.sep).join("/"));
  return new Set(files.filter((file) => !COMPRESSED.test(file)));
}
