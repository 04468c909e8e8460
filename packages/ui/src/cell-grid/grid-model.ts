import type { ReactNode } from "react";
import type { CellEdit } from "./edit-steps.ts";

/** How a cell or column is set apart; colour never says it alone. */
export type CellTone = "plain" | "rest" | "holiday" | "leave" | "absent" | "night";

/** What a cell has besides its text, as a small sign in its corner. */
export type CellMark = "note" | "conflict" | "waiting" | "refused";

export interface GridCell {
  /** What editing starts with and copying takes. */
  readonly text: string;
  /** What shows; default: the text. */
  readonly shown?: string;
  readonly tone?: CellTone;
  readonly mark?: CellMark;
  /** Said by screen readers and on hovering: the note, the conflict. */
  readonly hint?: string;
}

export interface GridRow {
  readonly id: string;
  /** For screen readers and messages. */
  readonly name: string;
  /** What stands at the left, whatever is scrolled. */
  readonly head: ReactNode;
  /** One for each column. */
  readonly cells: readonly GridCell[];
  /** One for each total. */
  readonly totals: readonly string[];
}

export interface GridColumn {
  readonly id: string;
  readonly head: ReactNode;
  /** For screen readers and messages. */
  readonly name: string;
  readonly tone?: CellTone;
  /** Whether it is marked as the current one: today. */
  readonly current?: boolean;
}

/** A column of totals at the right. */
export interface GridTotal {
  readonly id: string;
  readonly head: string;
  readonly name: string;
  readonly width: number;
  /** Whether it stays in view at the right, whatever is scrolled; the first totals only. */
  readonly pinned?: boolean;
}

/** What stands at the foot, apart from the heads: it changes with each cell, and they do not. */
export interface GridSums {
  /** One for each column. */
  readonly columns: readonly string[];
  /** The totals of the totals. */
  readonly totals: readonly string[];
}

/** A text that the editor offers: a code and what it means. */
export interface CellChoice {
  readonly text: string;
  readonly label: string;
}

export interface CellGridProps {
  readonly label: string;
  /** A row keeps its identity while nothing in it changes: only changed rows are drawn again. */
  readonly rows: readonly GridRow[];
  readonly columns: readonly GridColumn[];
  readonly totals: readonly GridTotal[];
  readonly sums: GridSums;
  /** Above the heads of the rows, and beside the totals at the foot. */
  readonly headTitle: string;
  readonly footTitle: string;
  /** CSS pixels. */
  readonly headWidth: number;
  readonly columnWidth: number;
  readonly choices: readonly CellChoice[];
  /** Why nothing can be changed; null when it can. */
  readonly lockedReason: string | null;
  /** What is wrong with a text, for the person; null when a cell may hold it. */
  faultOf(text: string): string | null;
  /** Makes one step of changes. Rejects with a Problem when none of it was made. */
  onEdit(edits: readonly CellEdit[]): Promise<void>;
  /** Where the person is. */
  onActive?(rowId: string, columnId: string): void;
  /** Asks for all there is about a cell: Alt+Enter, or a double click where nothing can be changed. */
  onDetails?(rowId: string, columnId: string): void;
  onTotal?(rowId: string, totalId: string): void;
  /** Says a sentence: what could not be done and why. */
  onMessage(text: string): void;
  onFailed(error: unknown): void;
}
