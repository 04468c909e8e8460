import type { Group, Receipt } from "@healthops/protocol/wire/push";
import type pg from "pg";
import type { Author } from "./accept-change.ts";
import type { Decisions } from "./decide.ts";
import type { ChangedRecord, RuleContext } from "./rules.ts";
import type { WorkingSet } from "./working-set.ts";
import type { WritePath } from "./write-path.ts";

/** What the groups of one submission are decided on. */
export interface Ground {
  readonly path: WritePath;
  readonly connection: pg.PoolClient;
  readonly decisions: Decisions;
  readonly author: Author;
  readonly context: RuleContext;
  /** Collections that a rule looks at or that others follow. */
  readonly governed: ReadonlySet<string>;
}

/** A group that its own shape, permissions and merge let through, on its way through the rules. */
export interface Asked {
  readonly group: Group;
  readonly receipt: Receipt;
  /** Of the working set, before the group: what is refused goes back to it. */
  readonly mark: number;
  /** Of the working set, before this round: the group itself, or what followed from it. */
  readonly from: number;
  /** 0 for the group itself, one more for each chain of what follows from it. */
  readonly depth: number;
  readonly set: ReturnType<WorkingSet["setSince"]>;
  readonly changed: readonly ChangedRecord[];
}
