import type { Mutation } from "@healthops/protocol/wire/push";
import type { Content } from "@healthops/schema/record";
import type { ChangedRecord, RuleContext } from "./rules.ts";

/** A change that the hub makes by itself because of what somebody else changed. */
export type HubChange =
  | {
      readonly op: "create";
      readonly collection: string;
      /** Default: what follows from the natural key, or a new one where there is none. */
      readonly id?: string;
      readonly fields: Mutation["fields"];
    }
  | {
      readonly op: "update";
      readonly collection: string;
      readonly id: string;
      readonly fields: Mutation["fields"];
    }
  | { readonly op: "delete"; readonly collection: string; readonly id: string };

/** A record as the transaction has it now. */
export interface SeenRecord {
  readonly id: string;
  readonly content: Content;
  readonly deleted: boolean;
}

export interface ReactionContext extends RuleContext {
  /** Records of a collection by id, locked until the commit; those that there are not are left out. */
  read(collection: string, ids: readonly string[]): Promise<readonly SeenRecord[]>;
}

/**
 * What follows from a change, in the same transaction and the same group: a dispensed medicine makes a
 * movement of stock. It runs once a group, after every rule has let the group through, and answers the
 * changes that are to be made; they are the hub's (no permission is asked), stand in the history with the
 * person who caused them, and pass validation, references and rules like all others. One that is refused
 * refuses the whole group, with the code of that refusal. What they change may itself have reactions.
 *
 * A transaction may be tried again: nothing but its answer may come of it.
 */
export interface Reaction {
  /** Names it in the history and in faults. */
  readonly name: string;
  /** The collections whose changes it follows. */
  readonly collections: readonly string[];
  react(
    context: ReactionContext,
    changed: readonly ChangedRecord[],
  ): Promise<readonly HubChange[]> | readonly HubChange[];
}
