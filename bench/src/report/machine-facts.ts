import { execFileSync } from "node:child_process";
import { arch, availableParallelism, cpus, loadavg, platform, release, totalmem } from "node:os";
import { DatabaseSync } from "node:sqlite";
import { runSql } from "../world/world.ts";

/** Where and on what the numbers were taken. */
export type MachineFacts = Readonly<Record<string, string | number>>;

/** Settings of PostgreSQL that decide about speed. */
const SETTINGS = [
  "fsync",
  "synchronous_commit",
  "full_page_writes",
  "commit_delay",
  "commit_siblings",
  "shared_buffers",
  "work_mem",
  "max_wal_size",
  "checkpoint_timeout",
  "wal_level",
  "jit",
];

/** Asks the machine, the programs and PostgreSQL. */
export async function machineFacts(adminConnectionString: string): Promise<MachineFacts> {
  const [version] = await runSql(adminConnectionString, ["show server_version"]);
  const settings = await runSql(adminConnectionString, [
    `select name, current_setting(name) as value from pg_settings
      where name in (${SETTINGS.map((name) => `'${name}'`).join(", ")}) order by name`,
  ]);
  return {
    date: new Date().toISOString(),
    commit: commit(),
    processor: cpus()[0]?.model.trim() ?? "unknown",
    cores: availableParallelism(),
    memory_MB: Math.round(totalmem() / 1024 ** 2),
    system: `${platform()} ${release()} ${arch()}`,
    loadBefore: loadavg()[0] ?? 0,
    node: process.version,
    sqlite: sqliteVersion(),
    postgresql: String(version?.["server_version"]),
    ...Object.fromEntries(
      settings.map(({ name, value }) => [`postgresql.${String(name)}`, String(value)]),
    ),
  };
}

function sqliteVersion(): string {
  const database = new DatabaseSync(":memory:");
  const row = database.prepare("select sqlite_version() as version").get();
  database.close();
  return String(row?.["version"]);
}

/** The commit, with a plus when files differ from it. */
function commit(): string {
  try {
    const changed = git("status", "--porcelain", "--untracked-files=no") !== "";
    return `${git("rev-parse", "--short=12", "HEAD")}${changed ? "+" : ""}`;
  } catch {
    return "unknown";
  }
}

function git(...args: string[]): string {
  return execFileSync("git", args, { cwd: import.meta.dirname, encoding: "utf8" }).trim();
}
