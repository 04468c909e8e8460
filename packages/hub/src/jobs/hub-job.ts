import type { Label } from "@healthops/schema/field";
import type { Hub } from "../hub.ts";

/** Work that the hub does by itself, by the clock or when an administrator asks for it. */
export interface HubJob {
  /** Lower case with hyphens; stays the same, because schedules and runs go by it. */
  readonly name: string;
  readonly title: Label;
  /** Cron with five fields, in UTC; null: only when somebody starts it. */
  readonly schedule: string | null;
  /**
   * Does the work; answers what it did, in a few words without names or health data, or nothing. It
   * may be cut off by the end of the process and must then be harmless to begin anew.
   */
  run(hub: Hub): Promise<string | undefined>;
}
