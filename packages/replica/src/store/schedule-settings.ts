/** How often a device syncs by the clock. */
export interface ScheduleSettings {
  /** Waiting changes are pushed at the latest after this long. Default: 5 minutes. */
  readonly pushEvery_ms: number;
  /** The hub is asked for news at the latest after this long. Default: 10 minutes. */
  readonly pullEvery_ms: number;
  /** False: this device syncs only when somebody asks for it. Absent: true. */
  readonly automatic?: boolean;
}

export const SCHEDULE: ScheduleSettings = { pushEvery_ms: 5 * 60_000, pullEvery_ms: 10 * 60_000 };
