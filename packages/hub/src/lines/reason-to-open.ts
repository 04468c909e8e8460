import type { Line, Place } from "./line-row.ts";

/** Why a line was opened; `proven`: a device showed what the hub had given it and does not know [LIN6]. */
export type LineReason = "first" | "system" | "timeline" | "position" | "gone" | "proven";

/** What a process remembers of the database that it was connected to. */
export interface Memory {
  /** Line that it works in. */
  readonly lineId: string;
  /** All lines that it has worked in. */
  readonly seen: ReadonlySet<string>;
  /** How far the log had come when it last looked. */
  readonly wal: number;
}

/**
 * Whether the database is not the one that wrote the newest line any more, or has gone back since
 * [LIN1]; null when its history is unbroken, or another process has opened its next line already.
 */
export function reasonToOpen(
  place: Place,
  newest: Line | null,
  memory: Memory | null,
): Exclude<LineReason, "proven"> | null {
  if (newest === null) return "first";
  if (newest.systemId !== place.systemId) return "system";
  if (newest.timeline !== place.timeline) return "timeline";
  if (memory === null) return null;
  if (newest.id !== memory.lineId) return memory.seen.has(newest.id) ? "gone" : null;
  return place.wal < memory.wal ? "position" : null;
}
