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
}

export interface NavigationGroup {
  readonly title: string | null;
  readonly items: readonly NavigationItem[];
}

/** Whether an address is that place or lies below it. */
export function isCurrent(href: string, path: string): boolean {
  return path === href || (href !== "/" && path.startsWith(`${href}/`));
}
