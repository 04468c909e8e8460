import { readdirSync, readFileSync } from "node:fs";

/** Clock ticks of Linux are a hundredth of a second. */
const TICK_ms = 10;

/** Processor time of all PostgreSQL processes of this machine that live now, ms; 0 where it cannot be known. */
export function postgresProcessor_ms(): number {
  if (process.platform !== "linux") return 0;
  let ticks = 0;
  for (const pid of readdirSync("/proc")) {
    if (!/^\d+$/.test(pid)) continue;
    ticks += ticksOf(pid);
  }
  return ticks * TICK_ms;
}

function ticksOf(pid: string): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    if (!stat.includes("(postgres)")) return 0;
    // After the name, which may hold anything: state is the first, user and system time 12th and 13th.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return Number(fields[11]) + Number(fields[12]);
  } catch {
    // It has ended meanwhile.
    return 0;
  }
}
