import type { FieldValue } from "./field.ts";

/** The content of any record, when the collection is not known at compile time. */
export type Content = Readonly<Record<string, FieldValue>>;

/** What every record has besides its content [REC2]. */
export interface RecordMeta {
  /** UUIDv7, or a derived id. */
  readonly id: string;
  /** Assigned by the hub, +1 for each accepted change; 0 while the hub does not know the record. */
  readonly version: number;
  /** Hub time in microseconds since 1970 UTC, 0 while the hub does not know the record; informational. */
  readonly createdAt_us: number;
  /** Grows with every accepted change, in the order of the hub's positions. */
  readonly updatedAt_us: number;
}

/** A whole record of a collection that is not known at compile time. */
export interface StoredRecord extends RecordMeta {
  readonly content: Content;
}
