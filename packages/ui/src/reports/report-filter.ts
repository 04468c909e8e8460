import type { ReactNode } from "react";

/** A filter of a report: its value stands in the address. */
export interface ReportFilter {
  readonly name: string;
  readonly label: string;
  /** What is chosen, as the printed page and the file's name say it. */
  readonly words: string;
  readonly input: ReactNode;
}
