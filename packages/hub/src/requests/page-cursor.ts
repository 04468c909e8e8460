import { INT4_MAX } from "@healthops/base/storable";
import { Problem } from "@healthops/base/problem";
import { fromBase64url, toBase64url } from "@healthops/schema/list/base64url";

/** The cursor behind one row of a list, to continue from; `list` keeps cursors of other lists out. */
export function cursorOf(list: string, values: readonly (string | number)[]): string {
  return toBase64url(JSON.stringify([list, ...values]));
}

/**
 * The values of a cursor that {@link cursorOf} made for the same list; each check says whether a value
 * can be one of its column. Throws a Problem `invalid_cursor`.
 */
export function readCursor(
  list: string,
  checks: readonly ((value: unknown) => boolean)[],
  text: string,
): readonly (string | number)[] {
  const parsed = parse(fromBase64url(text));
  if (Array.isArray(parsed) && parsed.length === checks.length + 1 && parsed[0] === list) {
    const values: unknown[] = parsed.slice(1);
    if (checks.every((fits, at) => fits(values[at]))) return values as (string | number)[];
  }
  throw new Problem({
    code: "invalid_cursor",
    message: "The place to continue from does not belong to this list. Start again without it.",
  });
}

/** Whether a value can stand in a `bigint` column. */
export function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

/** Whether a value can stand in an `integer` column. */
export function isSmallCount(value: unknown): boolean {
  return isCount(value) && Number(value) <= INT4_MAX;
}

/** Whether a value can stand in a `smallint` column. */
export function isTinyCount(value: unknown): boolean {
  return isCount(value) && Number(value) < 2 ** 15;
}

function parse(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
