import type { FieldFault } from "@healthops/base/problem";
import { shownName } from "@healthops/base/storable";
import type { Collection } from "./collection.ts";
import { completeContent } from "./content.ts";
import type { Field } from "./field.ts";
import type { Content } from "./record.ts";
import { changeCheck, orEmpty } from "./validate/change-check.ts";
import { valueCheck } from "./validate/value-check.ts";
import type { ValueCheck } from "./validate/value-check.ts";
import { fault, recordFault } from "./validate/wording.ts";

/** Checks of one collection's records. Each answers all faults, at most one a field; none: valid. */
export interface Validator {
  /** The fields given for a new record: known, of the right type, within limits, none missing. */
  create(fields: unknown): readonly FieldFault[];
  /** The fields of an update, each on its own; apply them and check the `content` for the rest. */
  patch(fields: unknown): readonly FieldFault[];
  /** The whole content of a record: every field and the collection's own rules. */
  content(content: Content): readonly FieldFault[];
}

interface FieldChecks {
  readonly name: string;
  readonly derived: boolean;
  /** Whether it may be left to the record that it follows. */
  readonly follows: boolean;
  /** The fault of a create that leaves the field out. */
  readonly absent: FieldFault | null;
  /** The fault of a create that gives a derived field. */
  readonly computed: FieldFault;
  /** Checks a value or null. */
  readonly value: ValueCheck;
  /** Checks an entry of a patch. */
  readonly change: ValueCheck;
}

const NO_FAULTS: readonly FieldFault[] = Object.freeze([]);
const NOT_FIELDS = [recordFault("The fields must be an object with one entry a field.")];
const NOTHING_CHANGED = [recordFault("An update must change at least one field.")];

/** So many unknown fields are named; a body full of them must not cost an answer of its size. */
const UNKNOWN_NAMED = 10;

const validators = new WeakMap<Collection, Validator>();

/** The validator of a collection, compiled on first use. */
export function validatorFor(collection: Collection): Validator {
  let validator = validators.get(collection);
  if (validator === undefined) {
    validator = compile(collection);
    validators.set(collection, validator);
  }
  return validator;
}

function compile(collection: Collection): Validator {
  const checks = Object.entries(collection.fields).map(([name, field]) => fieldChecks(name, field));
  const derived = checks.filter((check) => check.derived);
  const byName = new Map(checks.map((check) => [check.name, check]));
  const known = checks.filter((check) => !check.derived).map((check) => check.name);
  const unknown = unknownIn(byName, known.join(", "));

  function create(fields: unknown): readonly FieldFault[] {
    if (!isFields(fields)) return NOT_FIELDS;
    const faults = faultsOf(checks, (check) => givenFault(check, fields[check.name]));
    const wrong = joined(faults, unknown(fields));
    if (wrong.length > 0) return wrong;
    const content = completeContent(collection, fields);
    const computed = faultsOf(derived, (check) => check.value(content[check.name] ?? null));
    return computed.length > 0 ? computed : collection.check(content);
  }

  function patch(fields: unknown): readonly FieldFault[] {
    if (!isFields(fields)) return NOT_FIELDS;
    const names = Object.keys(fields);
    if (names.length === 0) return NOTHING_CHANGED;
    const faults = faultsOf(names, (name) => byName.get(name)?.change(fields[name]) ?? null);
    return joined(faults, unknown(fields));
  }

  function content(whole: Content): readonly FieldFault[] {
    const faults = faultsOf(checks, (check) => check.value(whole[check.name] ?? null));
    const wrong = joined(faults, unknown(whole));
    return wrong.length > 0 ? wrong : collection.check(whole);
  }

  return { create, patch, content };
}

function fieldChecks(name: string, field: Field): FieldChecks {
  const value = orEmpty(name, field, valueCheck(name, field));
  return {
    name,
    derived: field.derived,
    follows: field.follows !== undefined,
    absent:
      field.derived || field.default !== null || field.follows !== undefined ? null : value(null),
    computed: fault(name, field, "is computed and cannot be given"),
    value,
    change: changeCheck(name, field),
  };
}

function givenFault(check: FieldChecks, given: unknown): FieldFault | null {
  if (given === undefined || (given === null && check.follows)) return check.absent;
  return check.derived ? check.computed : check.value(given);
}

/** Runs a check over each item; nearly always nothing is wrong, and then nothing is allocated. */
function faultsOf<T>(
  items: readonly T[],
  check: (item: T) => FieldFault | null,
): readonly FieldFault[] {
  let faults: FieldFault[] | undefined;
  for (const item of items) {
    const wrong = check(item);
    if (wrong !== null) (faults ??= []).push(wrong);
  }
  return faults ?? NO_FAULTS;
}

function joined(a: readonly FieldFault[], b: readonly FieldFault[]): readonly FieldFault[] {
  return b.length === 0 ? a : [...a, ...b];
}

function unknownIn(known: ReadonlyMap<string, unknown>, allowed: string) {
  return (fields: Content): readonly FieldFault[] => {
    const names = Object.keys(fields);
    if (names.every((name) => known.has(name))) return NO_FAULTS;
    const unknown = names.filter((name) => !known.has(name)).slice(0, UNKNOWN_NAMED);
    return unknown.map((name) => ({
      field: shownName(name),
      message: "There is no such field.",
      allowed,
    }));
  };
}

/** Whether it is an object with entries, whatever they hold: each value is checked next. */
function isFields(fields: unknown): fields is Content {
  return typeof fields === "object" && fields !== null && !Array.isArray(fields);
}
