import type { ReactNode } from "react";
import type { TaskControl } from "./use-task.ts";

/** Something that a module's screen can do with the selected records of a list. */
export interface BulkAction {
  /** Unique in the list. */
  readonly name: string;
  readonly label: string;
  readonly icon?: ReactNode;
  /**
   * Does it to the records with these ids, telling how far it is; what it throws is announced. Undo is
   * its own to offer. With `true` the selection is cleared.
   */
  run(ids: readonly string[], control: TaskControl): Promise<boolean>;
}
