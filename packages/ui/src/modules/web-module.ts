import type { Label } from "@healthops/schema/field";
import type { ComponentType, ReactNode } from "react";
import type { Person } from "../data/identity.tsx";

/** A screen that a module brings along, besides the lists and forms that its collections get anyway. */
export interface ModuleScreen {
  /** Address of the screen: `/diary`. What it shows in particular stands in the query of the address. */
  readonly path: string;
  readonly title: Label;
  readonly icon: ReactNode;
  /** Loaded when somebody goes there. */
  load(): Promise<{ readonly Screen: ComponentType }>;
  /** Whether the phone's bottom bar offers it. */
  readonly onPhone?: boolean;
  /** Who is offered it; default: everybody. The hub and the replica decide what they may do there. */
  offeredTo?(person: Person): boolean;
  /** Opens as a window of its own, of that size in CSS pixels, where there is room for windows. */
  readonly ownWindow?: { readonly width: number; readonly height: number };
}

/** A part of the start page that a module brings along: what its people want to know first. */
export interface HomeCard {
  /** Unique in the module. */
  readonly name: string;
  /** The card draws its own `section` with a heading, or nothing while there is nothing to tell. */
  load(): Promise<{ readonly Card: ComponentType }>;
  /** Who is shown it; default: everybody. */
  offeredTo?(person: Person): boolean;
  /** Takes the whole width of the page. Default: one column of two. */
  readonly wide?: boolean;
}

/** A report that a module offers: charts and tables with filters, in a window of its own. */
export interface ModuleReport {
  /** Unique in the module; the report's address is `/reports/<module>/<name>`. */
  readonly name: string;
  readonly title: Label;
  /** What question it answers, in a sentence. */
  readonly description: Label;
  /** Who is offered it; default: everybody. It shows what the person's device holds, nothing more. */
  offeredTo?(person: Person): boolean;
  /** Loaded when somebody opens it; draws a `ReportPage`. */
  load(): Promise<{ readonly Report: ComponentType }>;
}

/** What a module shows. */
export interface WebModule {
  /** The module's name in its schema. */
  readonly name: string;
  /** Its place in the navigation, smaller first. Default: after those that say one. */
  readonly place?: number;
  /** What the navigation calls it; default: the title in its schema. */
  readonly title?: Label;
  readonly screens: readonly ModuleScreen[];
  /** Parts of the start page. Default: none. */
  readonly homeCards?: readonly HomeCard[];
  /** Reports, in the order they are listed. Default: none. */
  readonly reports?: readonly ModuleReport[];
  /** Icons of its collections in the navigation. */
  readonly icons: Readonly<Record<string, ReactNode>>;
  /** Collections that the phone's bottom bar offers. */
  readonly onPhone: readonly string[];
  /** Collections that the navigation folds away: looked up now and then, entered on the screens. */
  readonly folded?: readonly string[];
  /** Collections that the navigation leaves out, because a screen shows them better. */
  readonly hidden: readonly string[];
}
