import type { PersonFacts } from "./person.ts";
import type { Content } from "./record.ts";

/** How much the demo organisation has; who is in it and what it shows is the same. */
export type DemoSize = "full" | "small";

/** A record of the demo that is to be. */
export interface DemoRecord {
  readonly collection: string;
  readonly id: string;
  readonly fields: Content;
}

export interface DemoSite {
  readonly id: string;
  /** A short name that stays: `ankara`. */
  readonly key: string;
}

export interface DemoPerson extends PersonFacts {
  readonly username: string;
}

/** The organisation that a module's demo is made for. */
export interface DemoSetting {
  readonly sites: readonly DemoSite[];
  readonly people: readonly DemoPerson[];
  /** The last day of what happened, `YYYY-MM-DD`. */
  readonly today: string;
  /** The day that many days after `today`. */
  dayIn(days: number): string;
  readonly size: DemoSize;
  /** Ids that are the same in every demo, so that an interrupted creation goes on where it stopped. */
  idOf(...key: readonly string[]): string;
}

/** What one author creates, in that order; null is the hub itself. */
export interface DemoPart {
  readonly author: DemoPerson | null;
  /** What is created together, or not at all. */
  readonly groups: readonly (readonly DemoRecord[])[];
}

/** A module's part of the demo organisation, in the order in which it is created. */
export type ModuleDemo = (setting: DemoSetting) => readonly DemoPart[];
