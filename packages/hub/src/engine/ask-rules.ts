import type { FieldFault } from "@healthops/base/problem";
import { Problem } from "@healthops/base/problem";
import type { Receipt } from "@healthops/protocol/wire/push";
import type { Asked, Ground } from "./asked.ts";
import { rejectedGroup } from "./decide.ts";
import { hasMoved, moveFollowers } from "./followers.ts";
import { isFollowed, react, roundSince } from "./react.ts";
import type { ChangedRecord, HubRule } from "./rules.ts";

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

function withFollowers(ground: Ground, asked: Asked): Receipt | Promise<Receipt> {
  const { path, connection, decisions, author } = ground;
  const { set, from } = asked;
  const { followers } = path.catalog.schema;
  const isLed = followers.some((follower) => set.some((one) => hasMoved(follower, one)));
  if (!isLed) return withReactions(ground, asked);
  const moving = moveFollowers(connection, path.catalog, decisions.working, author, set);
  return moving.then(() => withReactions(ground, { ...asked, ...roundSince(ground, from) }));
}

function withReactions(ground: Ground, asked: Asked): Receipt | Promise<Receipt> {
  return isFollowed(ground, asked) ? react(ground, asked, askRules) : asked.receipt;
}
