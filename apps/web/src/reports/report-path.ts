/** The list of reports. */
export const REPORTS_PATH = "/reports";

/** Address of a report. */
export function reportPath(module: string, name: string): string {
  return `${REPORTS_PATH}/${module}/${name}`;
}

/** Size of a report's own window, in CSS pixels: an A4 page across, with room for filters. */
export const REPORT_WINDOW = { width: 1120, height: 840 } as const;
