/** What a person does to a record, before it becomes a numbered mutation. */
export type Change =
  | {
      readonly op: "create";
      readonly collection: string;
      /** Default: what follows from the natural key, or a new UUIDv7 where there is none. */
      readonly id?: string;
      readonly fields: Readonly<Record<string, unknown>>;
    }
  | {
      readonly op: "update";
      readonly collection: string;
      readonly id: string;
      /** Only what changed; `{add}` for counters, `{add, remove}` for sets. */
      readonly fields: Readonly<Record<string, unknown>>;
      /** Version of the record that the person looked at; default: the one that is here now. */
      readonly base?: number;
    }
  | {
      readonly op: "delete" | "restore";
      readonly collection: string;
      readonly id: string;
      readonly base?: number;
    };

/** Handle of a group of local changes: its place in the outbox of this replica. */
export type GroupId = number;

/** What became of a call that changes records. */
export interface Accepted {
  readonly group: GroupId;
  /** Ids of the records, one for each change, in order. */
  readonly ids: readonly string[];
}
