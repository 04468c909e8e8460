import type { ReplicaApi } from "@healthops/replica/remote/replica-api";

/** What reports read of the replica: nothing else, so that tests can hand in a plain database. */
export type ReportReader = Pick<ReplicaApi, "list" | "totals" | "pending" | "pendingRecords">;

/** What a report is about, as its files say it. */
export interface ReportAbout {
  /** Its title and its filters in words. */
  readonly parts: readonly string[];
  /** What its numbers leave out; null: nothing. */
  readonly caveat: string | null;
}

/** One cell: a text, a number, a day `YYYY-MM-DD` or a moment as ISO text, by its column's kind. */
export type ReportCell = string | number | null;

export interface ReportColumn {
  /** Unique in the table. */
  readonly name: string;
  readonly title: string;
  /** Default: `text`. */
  readonly kind?: "text" | "number" | "day" | "moment";
  /** Of a number: the most that are shown. Files hold what was computed. Default 0. */
  readonly decimals?: number;
  /** As little room as its text needs: for calendars. */
  readonly narrow?: boolean;
}

export interface ReportRow {
  readonly id: string;
  readonly cells: readonly ReportCell[];
  /** Where the row's first cell leads. */
  readonly href?: string;
  /** Sets the row off; a cell says the same in words. */
  readonly tone?: "warn" | "bad";
}

export interface ReportTable {
  readonly kind: "table";
  /** Unique in the report; stands in the address with the order that somebody chose. */
  readonly name: string;
  readonly title: string;
  readonly columns: readonly ReportColumn[];
  readonly rows: readonly ReportRow[];
  /** What the columns come to; null where a sum says nothing. */
  readonly totals?: readonly ReportCell[];
  /** Says what the letters or signs in it mean. */
  readonly legend?: string;
}

export interface ReportSeries {
  readonly name: string;
  /** One for each category; null: not known. */
  readonly values: readonly (number | null)[];
  /** Default: `bars`. */
  readonly kind?: "bars" | "line";
  /** Stands on the series before it. */
  readonly stacked?: boolean;
  /** For goals and limits. */
  readonly dashed?: boolean;
  /** Place among the colours; default: its place among the series. */
  readonly color?: number;
}

export interface ReportChart {
  readonly kind: "chart";
  readonly name: string;
  readonly title: string;
  /** What the categories are, as the head of the chart's table: `Month`. */
  readonly axis: string;
  readonly categories: readonly string[];
  readonly series: readonly ReportSeries[];
  /** A UCUM unit: `h`, `kcal`. */
  readonly unit: string | null;
  readonly decimals?: number;
  /** Bars that lie, one under the other: for names. */
  readonly lying?: boolean;
}

/** A few numbers that answer the question at a glance. */
export interface ReportFigures {
  readonly kind: "figures";
  readonly name: string;
  readonly figures: readonly {
    readonly name: string;
    readonly value: number | null;
    readonly unit: string | null;
    readonly decimals?: number;
  }[];
}

export type ReportSection = ReportFigures | ReportChart | ReportTable;

/** Whether any table or chart has something to show. */
export function hasContent(sections: readonly ReportSection[]): boolean {
  return sections.some((section) => {
    if (section.kind === "table") return section.rows.length > 0;
    if (section.kind === "figures") return false;
    return section.series.some(
      ({ values, dashed }) => dashed !== true && values.some((value) => value !== null),
    );
  });
}
