import { Problem } from "@healthops/base/problem";

const FORM = /^[0-9]{4,8}$/;
const DIGITS = "01234567890";

/** Whether a PIN is too easily guessed: one digit again and again, or digits in a row. */
function isPlainPin(pin: string): boolean {
  const backwards = [...DIGITS].toReversed().join("");
  return new Set(pin).size === 1 || DIGITS.includes(pin) || backwards.includes(pin);
}

/** Throws Problem `invalid_pin` unless it has 4 to 8 digits that are not the first anybody tries. */
export function checkPin(pin: string): void {
  if (!FORM.test(pin)) {
    throw invalid("A PIN has 4 to 8 digits.");
  }
  if (isPlainPin(pin)) {
    throw invalid("That PIN is among the first that anybody tries. Choose less regular digits.");
  }
}

function invalid(message: string): Problem {
  return new Problem({
    code: "invalid_pin",
    status: 422,
    message,
    faults: [{ field: "pin", message, allowed: "4 to 8 digits, not all alike or in a row" }],
  });
}
