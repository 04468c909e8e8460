import { unreachable } from "@healthops/base/assert";
import { Problem } from "@healthops/base/problem";
import { completeContent } from "@healthops/schema/content";
import type { Content } from "@healthops/schema/record";
import { calmOutcome, deleteEdited, differing, editDeleted, editFields } from "./edit.ts";
import { othersAmong } from "./field-history.ts";
import type { CurrentRecord, MergeDecision, MergeInput } from "./merge-input.ts";

/**
 * What becomes of a mutation, given the record as the hub has it and what changed since the version
 * that the mutation was based on [MRG2, MRG3, MRG4, MRG6]. Pure. The mutation is taken as valid in
 * shape; whether the merged content keeps the collection's own rules is for the caller to check.
 */
export function decideMerge(input: MergeInput): MergeDecision {
  const { collection, mutation, current } = input;
  if (current === null) {
    if (mutation.op !== "create") return { outcome: "rejected", problem: unknownRecord(input) };
    const content = completeContent(collection, mutation.fields as Content);
    return { outcome: "applied", content, deleted: false, changed: Object.keys(content) };
  }
  if (mutation.base > current.version)
    return { outcome: "rejected", problem: versionAhead(input, current) };
  switch (mutation.op) {
    case "create":
      return current.deleted ? recreate(input, current) : editFields(input, current);
    case "update":
      return current.deleted ? editDeleted(input, current) : editFields(input, current);
    case "delete":
      return deleteRecord(input, current);
    case "restore":
      // Restoring loses nothing, whoever deleted the record meanwhile: its content is all there.
      return { outcome: calmOutcome(input), content: current.content, deleted: false, changed: [] };
    default:
      return unreachable(mutation.op, "an operation of a mutation");
  }
}

function deleteRecord(input: MergeInput, current: CurrentRecord): MergeDecision {
  const unseen =
    othersAmong(input).some((change) => change.op !== "delete") ||
    (input.since.length === 0 && current.version > input.mutation.base);
  if (unseen && !current.deleted) return deleteEdited(input, current);
  return { outcome: calmOutcome(input), content: current.content, deleted: true, changed: [] };
}

/**
 * A create whose id was deleted: a record with a natural key that its own device deleted and makes
 * anew starts over; deleted by anyone else, it is an edit of a deleted record.
 */
function recreate(input: MergeInput, current: CurrentRecord): MergeDecision {
  const deletion = input.since.findLast((change) => change.op === "delete");
  if (deletion === undefined || othersAmong(input).includes(deletion))
    return editDeleted(input, current);
  const content = completeContent(input.collection, input.mutation.fields as Content);
  const changed = differing(current.content, content);
  return { outcome: calmOutcome(input), content, deleted: false, changed };
}

function unknownRecord({ mutation }: MergeInput): Problem {
  return new Problem({
    code: "unknown_record",
    status: 404,
    message: `There is no record ${mutation.id} in ${mutation.collection} that you may see, so there is nothing to ${mutation.op}. It may have moved out of your sight; discard this change.`,
  });
}

function versionAhead({ mutation }: MergeInput, current: CurrentRecord): Problem {
  return new Problem({
    code: "version_ahead",
    status: 409,
    message: `The change of ${mutation.collection} ${mutation.id} is based on version ${mutation.base}, but the hub has only version ${current.version}. Sync this device again, then make the change once more.`,
  });
}
