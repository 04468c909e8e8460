import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { REPOSITORY } from "./tree.ts";

/** What a tool said about a planted repository. */
export interface ToolRun {
  readonly status: number | null;
  readonly output: string;
}

export interface Plant {
  /** Files of this repository that the tool needs, by path: its configuration. */
  readonly configs: readonly string[];
  /** The planted files, by path. */
  readonly files: Readonly<Record<string, string>>;
  /** Installed packages to be seen, each with where it leads; a path of the planted repository. */
  readonly links?: Readonly<Record<string, string>>;
}

/**
 * Runs one of the installed tools over a planted repository in a folder of its own, which is gone
 * afterwards. Throws if the tool does not start.
 */
export function runPlanted(plant: Plant, tool: string, ...args: readonly string[]): ToolRun {
  const root = mkdtempSync(join(tmpdir(), "healthops-planted-"));
  try {
    for (const config of plant.configs) cpSync(join(REPOSITORY, config), join(root, config));
    for (const [path, text] of Object.entries(plant.files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    for (const [name, target] of Object.entries(plant.links ?? {})) {
      const link = join(root, "node_modules", name);
      mkdirSync(dirname(link), { recursive: true });
      symlinkSync(join(root, target), link);
    }
    const types = join(root, "node_modules/@types");
    mkdirSync(types, { recursive: true });
    for (const name of ["@types/node", "undici-types"]) {
      symlinkSync(join(REPOSITORY, "node_modules", name), join(root, "node_modules", name));
    }
    const program = join(REPOSITORY, "node_modules/.bin", tool);
    const run = spawnSync(program, args, { cwd: root, encoding: "utf8" });
    if (run.error !== undefined) throw run.error;
    return { status: run.status, output: `${run.stdout}${run.stderr}` };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
