import type { FieldFault } from "@healthops/base/problem";
import { Problem } from "@healthops/base/problem";
import type { Group, Receipt } from "@healthops/protocol/wire/push";
import type pg from "pg";
import type { Author } from "./accept-change.ts";
import type { Decisions } from "./decide.ts";
import { rejectedGroup } from "./decide.ts";
import { hasMoved, moveFollowers } from "./followers.ts";
import type { ChangedRecord, HubRule, RuleContext } from "./rules.ts";
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
  /** Of the working set, before the group. */
  readonly mark: number;
  readonly set: ReturnType<WorkingSet["setSince"]>;
  readonly changed: readonly ChangedRecord[];
}

/**
 * The rules from the one at `first` on, in order. Most know their answer at once, and then nothing is
 * awaited: an import of 100,000 rows would otherwise wait some hundred thousand times for nothing.
 */
export function askRules(ground: Ground, asked: Asked, first = 0): Receipt | Promise<Receipt> {
  const { rules } = ground.path;
  for (let at = first; at < rules.length; at++) {
    const rule = rules[at] as HubRule;
    const concerned = asked.changed.filter(({ collection }) =>
      rule.collections.includes(collection),
    );
    if (concerned.length === 0) continue;
    const answer = rule.check(ground.context, concerned);
    if (answer instanceof Promise) {
      return answer.then(
        (faults) =>
          refusedBy(ground, asked, rule, concerned, faults) ?? askRules(ground, asked, at + 1),
      );
    }
    const refused = refusedBy(ground, asked, rule, concerned, answer);
    if (refused !== null) return refused;
  }
  return withFollowers(ground, asked);
}

/** The receipt of a group in which a rule found faults; nothing of it remains. */
function refusedBy(
  { decisions: { working } }: Ground,
  { group, mark }: Asked,
  rule: HubRule,
  concerned: readonly ChangedRecord[],
  faults: readonly FieldFault[],
): Receipt | null {
  if (faults.length === 0) return null;
  working.undoTo(mark);
  // A rule may be concerned by a record that the group only brought about, such as a conflict.
  const culprit = group.mutations.findIndex((mutation) => mutation.id === concerned[0]?.id);
  return rejectedGroup(
    group,
    Math.max(0, culprit),
    new Problem({
      code: rule.code ?? "rule_broken",
      status: 422,
      message: faults[0]?.message ?? "",
      faults,
    }),
  );
}

function withFollowers(
  { path, connection, decisions: { working }, author }: Ground,
  { set, receipt }: Asked,
): Receipt | Promise<Receipt> {
  const led = path.followers.filter((follower) => set.some((one) => hasMoved(follower, one)));
  if (led.length === 0) return receipt;
  return moveFollowers(connection, path.catalog, led, working, author, set).then(() => receipt);
}
