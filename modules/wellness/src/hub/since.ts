import { Problem } from "@healthops/base/problem";
import { microsOfMoment } from "@healthops/hub/requests/moment";

/** What clients say who have nothing yet. */
const NOTHING = new Set(["", "none", "null", "undefined"]);

/**
 * The time after which a client wants changes, in µs; null for all. Python and JavaScript write times
 * in many ways: with or without zone (then UTC), and the `+` of a zone arrives as a space when it was
 * not escaped. Problem `invalid_since` (400).
 */
export function sinceOf(given: unknown): number | null {
  if (given === undefined) return null;
  const text = typeof given === "string" ? given.trim() : null;
  if (text !== null && NOTHING.has(text.toLowerCase())) return null;
  const micros = text === null ? null : microsOfMoment(canonical(text));
  if (micros !== null) return micros;
  throw new Problem({
    code: "invalid_since",
    message:
      "The time in `since` was not understood. Send the newest updated_at you have, or leave it empty for everything.",
    faults: [
      {
        field: "since",
        message: "is not a time",
        allowed: "2026-03-01T08:30:00.123456Z, or empty",
      },
    ],
  });
}

const LOOSE =
  /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d)(:\d\d)?(?:[.,](\d{1,9}))?\s*(?:([Zz])|([+-]?)(\d\d):?(\d\d))?$/;

/** The one form that the hub's own times have; what is not a time stays as it is. */
function canonical(text: string): string {
  const parts = LOOSE.exec(text);
  if (parts === null) return text;
  const [, day, minutes, seconds = ":00", fraction, , sign, hours, more] = parts;
  const zone = hours === undefined ? "Z" : `${sign === "-" ? "-" : "+"}${hours}:${more}`;
  const digits = fraction === undefined ? "" : `.${fraction.slice(0, 6)}`;
  return `${day}T${minutes}${seconds}${digits}${zone}`;
}
