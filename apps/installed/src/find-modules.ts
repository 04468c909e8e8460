import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import type { InstalledModule } from "./lists.ts";

const SCOPE = "@healthops/";

/** The modules among the dependencies of the package in `folder`, with their files. */
export function findModules(folder: string): readonly InstalledModule[] {
  const manifest = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8")) as {
    readonly dependencies: Readonly<Record<string, string>>;
  };
  return Object.keys(manifest.dependencies).flatMap((dependency): InstalledModule[] => {
    const name = dependency.slice(SCOPE.length);
    const source = path.join(folder, "../../modules", name, "src");
    if (!dependency.startsWith(SCOPE) || !existsSync(source)) return [];
    const files = readdirSync(source, { recursive: true, encoding: "utf8" });
    return [{ name, files: new Set(files.map((file) => file.split(path.sep).join("/"))) }];
  });
}
