import type { Collection } from "@healthops/schema/collection";
import type { Field } from "@healthops/schema/field";
import { usageProblem } from "../exit-status.ts";
import { invalidValue, members, typedValue } from "./typed-value.ts";

/** Fields of a new record out of `field=value …`. Problems `usage`, `invalid_value`. */
export function createFields(
  collection: Collection,
  assignments: readonly string[],
): Record<string, unknown> {
  return fieldsOf(collection, assignments, typedValue);
}

/**
 * Changes of a record out of `field=value …`: a counter takes `stock=+5`, a set `duties=+lab,-doctor`
 * besides the whole. Problems `usage`, `invalid_value`.
 */
export function patchFields(
  collection: Collection,
  assignments: readonly string[],
): Record<string, unknown> {
  return fieldsOf(collection, assignments, (name, field, typed) => {
    if (field.merge === "counter") return counterStep(name, field, typed);
    if (field.kind === "set" && /^[-+]/.test(typed)) return memberSteps(name, typed);
    return typedValue(name, field, typed);
  });
}

/** `field=value` in its two parts. Problem `usage`. */
export function splitAssignment(text: string): readonly [field: string, value: string] {
  const at = text.indexOf("=");
  if (at > 0) return [text.slice(0, at), text.slice(at + 1)];
  throw usageProblem(`"${text}" is not of the form field=value.`);
}

function fieldsOf(
  collection: Collection,
  assignments: readonly string[],
  parse: (name: string, field: Field, typed: string) => unknown,
): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const assignment of assignments) {
    const [name, typed] = splitAssignment(assignment);
    const field = collection.fields[name];
    if (field === undefined) throw unknownField(collection, name);
    if (name in fields) throw usageProblem(`${name} is given twice.`);
    fields[name] = parse(name, field, typed);
  }
  return fields;
}

function counterStep(name: string, field: Field, typed: string): { add: number } {
  const step = typedValue(name, field, typed);
  if (typeof step === "number" && /^[-+]/.test(typed)) return { add: step };
  throw invalidValue([
    { field: name, message: "is counted up and down", allowed: "a step, such as +5 or -2" },
  ]);
}

function memberSteps(name: string, typed: string): { add: string[]; remove: string[] } {
  const steps = members(typed);
  if (!steps.every((step) => /^[-+]./.test(step))) {
    throw invalidValue([
      {
        field: name,
        message: "mixes steps and members",
        allowed: "either +member,-member or the whole set: member,member",
      },
    ]);
  }
  const signed = (sign: string): string[] =>
    steps.filter((step) => step.startsWith(sign)).map((step) => step.slice(1));
  return { add: signed("+"), remove: signed("-") };
}

function unknownField(collection: Collection, name: string) {
  const known = Object.entries(collection.fields).filter(
    ([, field]) => !field.derived && field.setByHub === undefined,
  );
  return invalidValue([
    {
      field: name,
      message: `is no field of ${collection.name}`,
      allowed: known.map(([field]) => field).join(", "),
    },
  ]);
}
