import { readFileSync } from "node:fs";

/**
 * Most memory that this process ever held, bytes. `ru_maxrss` on Linux starts with what the parent
 * held when it forked, so there the kernel's own high-water mark of this program is read.
 */
export function peakMemory_bytes(): number {
  if (process.platform === "linux") {
    const [, kilobytes] =
      /^VmHWM:\s+(\d+) kB/m.exec(readFileSync("/proc/self/status", "utf8")) ?? [];
    if (kilobytes !== undefined) return Number(kilobytes) * 1024;
  }
  return process.resourceUsage().maxRSS * 1024;
}
