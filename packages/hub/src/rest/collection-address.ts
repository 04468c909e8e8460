import type { TableEntry } from "../engine/catalog.ts";
import type { ReadingTurns } from "./reading-turns.ts";

/** A collection and where it is found. */
export interface CollectionAddress {
  readonly address: string;
  readonly entry: TableEntry;
  /** Of all who read lists, of whatever collection. */
  readonly turns: ReadingTurns;
}
