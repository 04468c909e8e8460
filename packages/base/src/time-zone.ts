const MINUTE_ms = 60_000;
const DAY_ms = 86_400_000;
/** No zone changes its clocks twice within a week. */
const STEP_ms = 7 * DAY_ms;

/** `Europe/Istanbul`, `America/Argentina/Ushuaia`, `UTC`: places, which know their past and coming changes. */
const NAME = /^(?:UTC|[A-Z][A-Za-z_-]*(?:\/[A-Z][A-Za-z0-9_+-]*){1,2})$/;

/** A moment at which the clocks of a zone are put forward or back. */
export interface ClockChange {
  readonly at_ms: number;
  /** What the clocks are ahead of UTC before and after. */
  readonly before_ms: number;
  readonly after_ms: number;
}

const formats = new Map<string, Intl.DateTimeFormat | null>();
const changes = new Map<string, readonly ClockChange[]>();
/** Zones and years that are remembered: a hub of many countries has not nearly as many. */
const REMEMBERED_MAX = 2_000;

/** Whether this device or hub knows a time zone of that name. */
export function isTimeZone(name: string): boolean {
  return NAME.test(name) && formatOf(name) !== null;
}

/** How far the clocks of a zone are ahead of UTC at a moment. */
export function zoneOffset_ms(zone: string, at_ms: number): number {
  const format = formatOf(zone);
  if (format === null) throw new RangeError(`${zone} is no time zone`);
  const parts: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(at_ms)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  const shown_ms = Date.UTC(year, month - 1, day, hour, minute, second);
  return shown_ms - Math.floor(at_ms / 1000) * 1000;
}

/** When the clocks of a zone change in a year (of UTC), in order. */
export function clockChanges(zone: string, year: number): readonly ClockChange[] {
  const key = `${year} ${zone}`;
  const known = changes.get(key);
  if (known !== undefined) return known;
  if (changes.size >= REMEMBERED_MAX) changes.clear();
  const found = changesBetween(zone, Date.UTC(year, 0, 1), Date.UTC(year + 1, 0, 1));
  changes.set(key, found);
  return found;
}

/** The change nearest to a wall clock's time, within a day and a half; null when there is none. */
export function changeNear(zone: string, wall_ms: number): ClockChange | null {
  const year = new Date(wall_ms).getUTCFullYear();
  const first = new Date(wall_ms - 2 * DAY_ms).getUTCFullYear();
  const last = new Date(wall_ms + 2 * DAY_ms).getUTCFullYear();
  for (const each of new Set([first, year, last])) {
    for (const change of clockChanges(zone, each)) {
      if (Math.abs(wall_ms - change.after_ms - change.at_ms) <= 1.5 * DAY_ms) return change;
    }
  }
  return null;
}

/**
 * The moment at which the clocks of a zone show a time, given as if it were UTC's. A time that they show
 * twice is the first of the two; one that they skip is the moment of the change. So a later time is never
 * an earlier moment, and shifts that follow each other count no minute twice.
 */
export function momentOfWall(zone: string, wall_ms: number): number {
  const change = changeNear(zone, wall_ms);
  if (change === null) return wall_ms - zoneOffset_ms(zone, wall_ms);
  const before = wall_ms - change.before_ms;
  if (before < change.at_ms) return before;
  return Math.max(wall_ms - change.after_ms, change.at_ms);
}

/** The calendar day `YYYY-MM-DD` of a zone at a moment, where a day begins so many minutes after midnight. */
export function dayInZone(zone: string, at_ms: number, dayStart_min = 0): string {
  const wall_ms = at_ms + zoneOffset_ms(zone, at_ms) - dayStart_min * MINUTE_ms;
  return new Date(wall_ms).toISOString().slice(0, 10);
}

function changesBetween(zone: string, from_ms: number, to_ms: number): readonly ClockChange[] {
  const found: ClockChange[] = [];
  let before_ms = zoneOffset_ms(zone, from_ms);
  for (let at = from_ms; at < to_ms; at += STEP_ms) {
    const end = Math.min(at + STEP_ms, to_ms);
    const after_ms = zoneOffset_ms(zone, end);
    if (after_ms !== before_ms) {
      found.push({ at_ms: firstWithout(zone, before_ms, at, end), before_ms, after_ms });
    }
    before_ms = after_ms;
  }
  return found;
}

/** The first minute in which the clocks are no longer so far ahead. */
function firstWithout(zone: string, offset_ms: number, from_ms: number, to_ms: number): number {
  let [still, no] = [from_ms, to_ms];
  while (no - still > MINUTE_ms) {
    const middle = still + Math.floor((no - still) / 2 / MINUTE_ms) * MINUTE_ms;
    if (zoneOffset_ms(zone, middle) === offset_ms) still = middle;
    else no = middle;
  }
  return no;
}

function formatOf(zone: string): Intl.DateTimeFormat | null {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  if (formats.size >= REMEMBERED_MAX) formats.clear();
  const made = makeFormat(zone);
  formats.set(zone, made);
  return made;
}

function makeFormat(timeZone: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat("en-US", {
      timeZone,
      calendar: "iso8601",
      numberingSystem: "latn",
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
  } catch {
    return null;
  }
}
