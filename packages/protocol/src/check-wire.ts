import type { Static, TSchema } from "typebox";
import { Compile } from "typebox/compile";
import type { FieldFault } from "@healthops/base/problem";
import { Problem } from "@healthops/base/problem";

/** Most faults that an answer lists; a body that is wrong everywhere needs no complete list. */
const FAULTS_MAX = 20;

interface Compiled {
  check(value: unknown): boolean;
  errors(value: unknown): readonly WireError[];
}

interface WireError {
  readonly instancePath: string;
  readonly message: string;
  readonly params: object;
}

/** Compiling takes milliseconds, checking microseconds: each shape is compiled once. */
const compiled = new WeakMap<TSchema, Compiled>();

/**
 * What is wrong with a value that should have a wire shape (`PushRequest`, `LiveMessage`, …); empty
 * when it fits. Paths are dotted (`groups.0.mutations.2.op`); the given values are never repeated.
 */
export function wireFaults(shape: TSchema, value: unknown): readonly FieldFault[] {
  const checker = checkerOf(shape);
  if (checker.check(value)) return [];
  return checker.errors(value).slice(0, FAULTS_MAX).map(faultOf);
}

/**
 * The value, proven to have the wire shape. Throws a Problem `invalid_message` (400) with the faults;
 * `what` names the message for a person: `push request`.
 */
export function checkWire<Shape extends TSchema>(
  shape: Shape,
  value: unknown,
  what: string,
): Static<Shape> {
  const faults = wireFaults(shape, value);
  if (faults.length === 0) return value as Static<Shape>;
  throw new Problem({
    code: "invalid_message",
    message: `This is no ${what} of this version. The faults say what does not fit; update the older of the two sides.`,
    faults,
  });
}

function checkerOf(shape: TSchema): Compiled {
  const known = compiled.get(shape);
  if (known !== undefined) return known;
  const validator = Compile(shape);
  const checker: Compiled = {
    check: (value) => validator.Check(value),
    errors: (value) => validator.Errors(value),
  };
  compiled.set(shape, checker);
  return checker;
}

function faultOf(error: WireError): FieldFault {
  const path = error.instancePath.split("/").slice(1);
  const field = path.map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~")).join(".");
  const missing = "requiredProperties" in error.params ? error.params.requiredProperties : [];
  const names = Array.isArray(missing) ? missing.filter((name) => typeof name === "string") : [];
  const message = names.length > 0 ? `must have ${names.join(", ")}` : error.message;
  return { field: field === "" ? "(body)" : field, message };
}
