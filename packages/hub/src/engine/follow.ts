import { Problem } from "@healthops/base/problem";
import type { FieldFault } from "@healthops/base/problem";
import { differing } from "@healthops/protocol/merge/edit";
import { sameValue } from "@healthops/protocol/merge/same-value";
import type { Collection } from "@healthops/schema/collection";
import { withDerived } from "@healthops/schema/content";
import { elsewhereFault, followedId, isLeftOut, placed } from "@healthops/schema/follows";
import type { Content } from "@healthops/schema/record";
import type { HubActor } from "../hub-actor.ts";
import { mayKnow } from "../hub-actor.ts";
import type { Subject } from "./checks.ts";
import { unknownTarget } from "./references.ts";
import type { WorkingRecord, WorkingSet } from "./working-set.ts";

/** What a decision says of a record, as far as it is looked at here. */
interface Decided {
  readonly content: Content;
  readonly deleted: boolean;
  readonly changed: readonly string[];
}

/**
 * The decision, with the record where the one is that it follows if its writer left that open [FOL1]. Throws
 * `invalid_record` where nothing is known of that one, whether it is not there or not theirs to see.
 */
export function placedByParent<D extends Decided>(
  actor: HubActor,
  working: WorkingSet,
  { collection, mutation, record }: Subject,
  decision: D,
): D {
  const { follows } = collection;
  if (follows === null || decision.deleted || !isLeftOut(follows, mutation.fields)) return decision;
  const isBroughtAnew = record === undefined || record.deleted;
  const isGivenAway = !sameValue(record?.content[follows.by], decision.content[follows.by]);
  const isEmptied = mutation.fields[follows.field] === null;
  if (!isBroughtAnew && !isGivenAway && !isEmptied) return decision;
  const id = followedId(collection, decision.content);
  if (id === null) return decision;
  const parent = parentOf(working, collection, decision.content);
  if (parent === undefined || !mayKnow(actor, parent.scopes)) {
    // What it points to already may be out of its editor's sight: it stays where it is.
    if (!isGivenAway) return decision;
    throw unknownParent(collection, mutation.id, follows.by);
  }
  const content = withDerived(collection, placed(follows, decision.content, parent.content));
  const moved = differing(record?.content ?? {}, content);
  return { ...decision, content, changed: [...new Set([...decision.changed, ...moved])] };
}

/**
 * A record is where the one is that it follows [FOL2]: nobody writes it elsewhere, such as a device that has
 * not heard of a move. Throws `rule_broken` with the sentence that the collection has for it.
 */
export function checkPlace(
  working: WorkingSet,
  { collection, record }: Subject,
  { content, deleted }: Pick<Decided, "content" | "deleted">,
): void {
  const { follows } = collection;
  if (follows === null || deleted) return;
  const touched =
    record === undefined ||
    record.deleted ||
    !sameValue(record.content[follows.by], content[follows.by]) ||
    !sameValue(record.content[follows.field], content[follows.field]);
  if (!touched) return;
  const parent = parentOf(working, collection, content);
  if (parent === undefined) return;
  if (sameValue(parent.content[follows.field], content[follows.field])) return;
  const fault = elsewhereFault(collection);
  throw new Problem({ code: "rule_broken", status: 422, message: fault.message, faults: [fault] });
}

/** The record that one with this content follows, where it is known to the batch. */
function parentOf(
  working: WorkingSet,
  collection: Collection,
  content: Content,
): WorkingRecord | undefined {
  const id = followedId(collection, content);
  if (id === null || collection.follows === null) return undefined;
  return working.get(collection.fields[collection.follows.by]?.to ?? "", id);
}

function unknownParent(collection: Collection, id: string, by: string): Problem {
  const fault: FieldFault = unknownTarget(by, collection.fields[by]?.to ?? "");
  return new Problem({
    code: "invalid_record",
    status: 422,
    message: `${fault.field}: ${fault.message} (record ${id})`,
    faults: [fault],
  });
}
