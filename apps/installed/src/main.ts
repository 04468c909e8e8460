import { writeFileSync } from "node:fs";
import path from "node:path";
import { findModules } from "./find-modules.ts";
import { listFiles } from "./lists.ts";

/** `npm run modules`: writes the lists of this folder anew. */
const folder = path.join(import.meta.dirname, "..");
for (const [file, text] of listFiles(findModules(folder))) {
  writeFileSync(path.join(folder, "src", file), text);
}
