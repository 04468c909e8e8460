import { Problem } from "@healthops/base/problem";

export function choiceMissing(fields: readonly string[]): Problem {
  return new Problem({
    code: "choice_missing",
    status: 422,
    message: `A conflict is resolved with one side for each of its fields. Undecided: ${fields.join(", ")}.`,
    faults: fields.map((name) => ({
      field: `outcome.${name}`,
      message: "is not decided.",
      allowed: "mine, theirs or other",
    })),
  });
}

export function choiceUnknown(fields: readonly string[]): Problem {
  return new Problem({
    code: "choice_unknown",
    status: 422,
    message: `The outcome names each of these fields, with mine, theirs or other, and nothing else: ${fields.join(", ")}.`,
    faults: [
      { field: "outcome", message: "is no decision of this conflict.", allowed: fields.join(", ") },
    ],
  });
}

export function alreadyResolved(): Problem {
  return new Problem({
    code: "conflict_resolved",
    status: 409,
    message:
      "This conflict was decided already, and stays so. Look at the record; a side that lost can still be put back, in one group with the change of the record.",
  });
}

export function withoutChange(fields: readonly string[]): Problem {
  return new Problem({
    code: "decision_without_change",
    status: 409,
    message: `The record does not have what the decision says: ${fields.join(", ")}. Change it in the same group, or first.`,
    faults: fields.map((name) => ({
      field: `outcome.${name}`,
      message: "is not what the record has.",
      allowed: "the side that the record has, or the change of it in the same group",
    })),
  });
}
