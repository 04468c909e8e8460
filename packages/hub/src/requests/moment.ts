const DAY = "\\d{4}-\\d\\d-\\d\\d";
const MOMENT = new RegExp(
  `^(${DAY})(?:T(\\d\\d:\\d\\d)(?::(\\d\\d)(?:\\.(\\d{1,6}))?)?(?:Z|([+-])(\\d\\d):([0-5]\\d)))?$`,
);

/** What {@link microsOfMoment} reads, for refusals. */
export const MOMENT_FORM = "a moment as YYYY-MM-DDTHH:MM:SS.ssssssZ, or a day as YYYY-MM-DD";

/** Microseconds since 1970 as the API writes them: `2026-03-01T08:30:00.000123Z`. */
export function momentOfMicros(micros: number): string {
  const milliseconds = Math.floor(micros / 1000);
  const rest = String(micros - milliseconds * 1000).padStart(3, "0");
  return `${new Date(milliseconds).toISOString().slice(0, -1)}${rest}Z`;
}

/**
 * Microseconds since 1970 out of an ISO 8601 moment with `Z` or an offset, or out of a day (its
 * midnight in UTC); null when it is neither or no such moment is in the calendar.
 */
export function microsOfMoment(text: string): number | null {
  const parts = MOMENT.exec(text);
  if (parts === null) return null;
  const [, day = "", minutes = "00:00", seconds = "00", fraction = "", sign, hours, more] = parts;
  const written = `${day}T${minutes}:${seconds}`;
  const milliseconds = Date.parse(`${written}Z`);
  if (Number.isNaN(milliseconds)) return null;
  // JavaScript takes the 30th of February for the 2nd of March.
  if (new Date(milliseconds).toISOString().slice(0, written.length) !== written) return null;
  const offset_minutes = (sign === "-" ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(more ?? 0));
  const micros = (milliseconds - offset_minutes * 60_000) * 1000 + Number(fraction.padEnd(6, "0"));
  return Number.isSafeInteger(micros) ? micros : null;
}
