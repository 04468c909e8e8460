import type { ReactNode } from "react";

/** One place to go to. */
export interface NavigationItem {
  readonly href: string;
  readonly label: string;
  readonly icon: ReactNode;
  /** Something to look at there: open conflicts, say. */
  readonly count?: number;
  /** Whether it has a place in the bottom bar of a phone, where five fit. */
  readonly onPhone?: boolean;
  /** The shortcut that goes there: `g d`. */
  readonly keys?: string | undefined;
  /** Whether it shows only when somebody unfolds its group. */
  readonly folded?: boolean;
  /** Whether it opens in a window of its own. */
  readonly ownWindow?: boolean;
}

export interface NavigationGroup {
  /** Unique among the groups: remembers whether the person closed it. */
  readonly name: string;
  /** Null: always open, without a head. */
  readonly title: string | null;
  readonly items: readonly NavigationItem[];
}

/** Whether an address is that place or lies below it. */
export function isCurrent(href: string, path: string): boolean {
  return path === href || (href !== "/" && path.startsWith(`${href}/`));
}

/** How much there is to look at in a whole group. */
export function countOf({ items }: NavigationGroup): number {
  return items.reduce((sum, { count = 0 }) => sum + count, 0);
}
