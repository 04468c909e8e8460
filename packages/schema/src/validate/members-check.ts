import type { FieldFault } from "@healthops/base/problem";
import { isId } from "@healthops/base/ids";
import { isStorable } from "@healthops/base/storable";
import type { Field } from "../field.ts";
import { lengthOf } from "./characters.ts";
import { codesInWords, fault, sizeInWords } from "./wording.ts";

/** Members are codes and keys, not prose. */
export const MEMBER_LENGTH = 200;

/** Compiles the check of a whole set: a list of texts, in any order, repeats allowed. */
export function membersCheck(name: string, field: Field): (value: unknown) => FieldFault | null {
  const least = Number(field.min ?? 0);
  const most = Number(field.max);
  const size = sizeInWords(field, "member");
  const notList = fault(name, field, "must be a list of texts", size);
  const tooFew = fault(name, field, `has too few members: ${size}`, size);
  const tooMany = fault(name, field, `has too many members: ${size}`, size);
  const memberFault = memberCheck(name, field);
  return (value) => {
    if (!Array.isArray(value)) return notList;
    if (value.length > most) return tooMany;
    for (const member of value) {
      const wrong = memberFault(member);
      if (wrong !== null) return wrong;
    }
    return value.length < least ? tooFew : null;
  };
}

/** Compiles the check of one member. */
export function memberCheck(name: string, field: Field): (value: unknown) => FieldFault | null {
  if (field.choices !== undefined) {
    const codes = new Set<unknown>(field.choices.map((choice) => choice.value));
    const allowed = codesInWords(field);
    const unknown = fault(name, field, `may only hold: ${allowed}`, allowed);
    return (value) => (codes.has(value) ? null : unknown);
  }
  if (field.to !== undefined) {
    const allowed = `ids of ${field.to}`;
    const wrong = fault(name, field, `may only hold ${allowed}`, allowed);
    return (value) => (isId(value) ? null : wrong);
  }
  const allowed = `texts of 1 to ${MEMBER_LENGTH} characters`;
  const wrong = fault(name, field, `may only hold ${allowed}`, allowed);
  return (value) =>
    typeof value === "string" && lengthOf(value, 1, MEMBER_LENGTH) === "fits" && isStorable(value)
      ? null
      : wrong;
}
