export const ID_PATTERN = "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$";
const ANY_DAY = "-[0-9]{2}-[0-9]{2}$";

/** Days of the years from one to another, both with four digits: JSON Schema compares no dates. */
export function daysOfYears(first: number, last: number): string {
  return `^(?:${yearsFrom(String(first).padStart(4, "0"), String(last).padStart(4, "0")).join("|")})${ANY_DAY}`;
}

/** Patterns for the numbers from one to another, written with as many digits. */
function yearsFrom(first: string, last: string): string[] {
  const places = first.length;
  const [low = 0, high = 0] = [Number(first[0]), Number(last[0])];
  if (places === 1) return [digit(low, high)];
  const [nines, zeros] = ["9".repeat(places - 1), "0".repeat(places - 1)];
  const below = (from: string, to: string): string[] =>
    from === zeros && to === nines ? [`[0-9]{${places - 1}}`] : yearsFrom(from, to);
  if (low === high) {
    return below(first.slice(1), last.slice(1)).map((rest) => `${low}${rest}`);
  }
  const begun = first.slice(1) === zeros ? low : low + 1;
  const ended = last.slice(1) === nines ? high : high - 1;
  return [
    ...(begun === low ? [] : below(first.slice(1), nines).map((rest) => `${low}${rest}`)),
    ...(begun > ended ? [] : below(zeros, nines).map((rest) => `${digit(begun, ended)}${rest}`)),
    ...(ended === high ? [] : below(zeros, last.slice(1)).map((rest) => `${high}${rest}`)),
  ];
}

function digit(low: number, high: number): string {
  return low === high ? String(low) : `[${low}-${high}]`;
}
export const INSTANT_PATTERN =
  "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z$";
