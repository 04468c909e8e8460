import type { FieldFault } from "@healthops/base/problem";
import type { Field } from "../field.ts";
import { fault, rangeInWords } from "./wording.ts";

/** Compiles the check of an `integer` or `number` field. */
export function numberCheck(name: string, field: Field): (value: unknown) => FieldFault | null {
  const least = Number(field.min);
  const most = Number(field.max);
  const range = rangeInWords(field);
  const whole = field.kind === "integer";
  const notNumber = fault(
    name,
    field,
    whole ? "must be a whole number" : "must be a number",
    range,
  );
  const outside = fault(name, field, `must be ${range ?? "closer to zero"}`, range);
  const decimals = field.decimals ?? 0;
  const digits = `at most ${decimals} digit${decimals === 1 ? "" : "s"} after the decimal point`;
  const tooFine = fault(name, field, `may have ${digits}`, digits);
  return (value) => {
    if (typeof value !== "number" || !Number.isFinite(value)) return notNumber;
    if (whole && !Number.isInteger(value)) return notNumber;
    if (value < least || value > most) return outside;
    return whole || hasDecimals(value, decimals) ? null : tooFine;
  };
}

/**
 * Whether a number is the nearest double to some decimal of so many digits. Scaling and dividing
 * back proves it for most; where the scaled number is too large to be exact, the text decides.
 */
function hasDecimals(value: number, decimals: number): boolean {
  const scale = 10 ** decimals;
  return Math.round(value * scale) / scale === value || Number(value.toFixed(decimals)) === value;
}
