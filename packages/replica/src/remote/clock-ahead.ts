/**
 * How far this device's clock goes ahead of the hub's (behind: negative), by the `Date` of an answer;
 * null when the answer does not say. The hub's time is taken for the middle between asking and answer.
 */
export function clockAhead(
  date: string | null,
  asked_ms: number,
  answered_ms: number,
): number | null {
  const hub_ms = Date.parse(date ?? "");
  if (Number.isNaN(hub_ms)) return null;
  return Math.round((asked_ms + answered_ms) / 2 - hub_ms);
}
