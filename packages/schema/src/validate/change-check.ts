import type { FieldFault } from "@healthops/base/problem";
import type { Field } from "../field.ts";
import { memberCheck } from "./members-check.ts";
import { valueCheck } from "./value-check.ts";
import type { ValueCheck } from "./value-check.ts";
import { fault, sizeInWords } from "./wording.ts";

/**
 * Compiles the check of one field's entry in a patch [MRG1]: a new value or null, `{add: n}` for a
 * field that merges as a counter, and for one that merges as a set also `{add: […], remove: […]}`.
 * Whether the outcome keeps the field's limits shows once the patch is applied.
 */
export function changeCheck(name: string, field: Field): ValueCheck {
  if (field.derived) {
    const computed = fault(name, field, "is computed and cannot be given");
    return () => computed;
  }
  if (field.fixed) {
    const stays =
      field.inKey === true
        ? "belongs to the key of the record and stays as it is; make a new record for another one"
        : "is given when the record is created and stays as it is";
    const fixed = fault(name, field, stays);
    return () => fixed;
  }
  if (field.merge === "counter") return counterCheck(name, field);
  const whole = orEmpty(name, field, valueCheck(name, field));
  if (field.merge !== "set") return whole;
  const delta = deltaCheck(name, field);
  return (value) => (isObject(value) ? delta(value) : whole(value));
}

/** Puts the rule for empty values in front of a check: null is refused where a value is required. */
export function orEmpty(name: string, field: Field, check: ValueCheck): ValueCheck {
  const missing = field.required ? fault(name, field, "is required") : null;
  return (value) => (value === null ? missing : check(value));
}

function counterCheck(name: string, field: Field): ValueCheck {
  const shape = '{"add": a whole number}';
  const wrong = fault(name, field, `changes by an amount: ${shape}`, shape);
  return (value) => {
    if (!isObject(value) || Object.keys(value).length !== 1) return wrong;
    const amount = value["add"];
    return Number.isSafeInteger(amount) ? null : wrong;
  };
}

function deltaCheck(name: string, field: Field): (delta: Members) => FieldFault | null {
  const shape = '{"add": […], "remove": […]}';
  const misshapen = fault(name, field, `changes by members: ${shape}`, shape);
  const size = sizeInWords({ ...field, min: 0 }, "member");
  const tooMany = fault(name, field, `changes too many members at once: ${size}`, size);
  const both = fault(name, field, "adds and removes the same member");
  const memberFault = memberCheck(name, field);
  const most = Number(field.max);
  return (delta) => {
    const { add = [], remove = [], ...rest } = delta;
    if (!Array.isArray(add) || !Array.isArray(remove)) return misshapen;
    if (Object.keys(rest).length > 0 || add.length + remove.length === 0) return misshapen;
    if (add.length > most || remove.length > most) return tooMany;
    for (const member of [...add, ...remove]) {
      const wrong = memberFault(member);
      if (wrong !== null) return wrong;
    }
    const added = new Set(add);
    return remove.some((member) => added.has(member)) ? both : null;
  };
}

type Members = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
