import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { present } from "@healthops/base/assert";

/** The process that draws the pages of a profile and runs their workers. */
export interface Renderer {
  readonly resident_bytes: number;
  /** Processor time since its start, all threads together: hardly longer where others work too. */
  readonly processor_s: number;
}

/** The largest renderer of a profile; null where processes cannot be seen. */
export function rendererOf(profile: string): Renderer | null {
  if (process.platform !== "linux") return null;
  const [largest] = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && isRendererOf(name, profile))
    .map(sizeOf)
    .toSorted((a, b) => b.resident_bytes - a.resident_bytes);
  return largest ?? null;
}

function isRendererOf(pid: string, profile: string): boolean {
  const command = fileOf(pid, "cmdline");
  if (!command.includes("--type=renderer")) return false;
  // The zygotes stand between the browser and its renderers.
  for (let one = parentOf(pid); one !== "0" && one !== "1"; one = parentOf(one)) {
    if (fileOf(one, "cmdline").includes(`--user-data-dir=${profile}`)) return true;
  }
  return false;
}

function parentOf(pid: string): string {
  return /^PPid:\s+(\d+)/m.exec(fileOf(pid, "status"))?.[1] ?? "0";
}

function sizeOf(pid: string): Renderer {
  const [, kilobytes] = /^VmRSS:\s+(\d+)/m.exec(fileOf(pid, "status")) ?? [];
  // The name in brackets may hold spaces; times stand at the 14th and 15th place.
  const times = fileOf(pid, "stat").replace(/^.*\)/, "").split(" ").slice(12, 14).map(Number);
  return {
    resident_bytes: Number(present(kilobytes, "a process says its size")) * 1024,
    processor_s: ((times[0] ?? 0) + (times[1] ?? 0)) / TICKS_PER_S,
  };
}

const TICKS_PER_S = ticksPerSecond();

function ticksPerSecond(): number {
  if (process.platform !== "linux") return 1;
  return Number(execFileSync("getconf", ["CLK_TCK"], { encoding: "utf8" }));
}

/** Empty when the process has ended meanwhile. */
function fileOf(pid: string, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, "utf8");
  } catch {
    return "";
  }
}
