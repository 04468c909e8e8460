import type { Interval } from "./interval-index.ts";

/** A time without an id. */
export type Span = Pick<Interval, "startsAt" | "endsAt">;

/** Days and moments as numbers that can be counted with. */
export interface Scale {
  read(text: string): number;
  write(value: number): string;
}

const DAY_ms = 86_400_000;

export const INSTANTS: Scale = {
  read: (text) => Date.parse(text),
  write: (value) => new Date(value).toISOString(),
};

export const DAYS: Scale = {
  read: (text) => Date.parse(`${text}T00:00:00.000Z`) / DAY_ms,
  write: (value) => new Date(value * DAY_ms).toISOString().slice(0, 10),
};

/** How far around a wanted time free ones are looked for: a month of moments, a year of days. */
function horizonOf(scale: Scale): number {
  return scale === DAYS ? 366 : 31 * DAY_ms;
}

/** Years have four digits. */
function within(scale: Scale, value: number): number {
  const [first, last] = scale === DAYS ? DAYS_OF_YEARS : FOUR_DIGITS;
  return Math.min(Math.max(value, scale.read(first)), scale.read(last));
}

const DAYS_OF_YEARS = ["0000-01-01", "9999-12-31"] as const;
const FOUR_DIGITS = ["0000-01-01T00:00:00.000Z", "9999-12-31T23:59:59.999Z"] as const;

/** Around what time a search needs to know what is taken. */
export function windowAround(scale: Scale, { startsAt, endsAt }: Span): Span {
  const from = scale.read(startsAt);
  const long = endsAt === null ? 0 : scale.read(endsAt) - from;
  const reach = horizonOf(scale) + long;
  return {
    startsAt: scale.write(within(scale, from - reach)),
    endsAt: scale.write(within(scale, from + reach + long)),
  };
}

interface Busy {
  readonly from: number;
  readonly to: number;
}

/**
 * The nearest times of the same length that share no moment with what is taken: the next before and the next
 * after the wanted one, the nearer first, the earlier where both are as near. None begins before `earliest`,
 * and none lies beyond the horizon. A time without an end is found after the last one only.
 */
export function nearestFree(
  scale: Scale,
  wanted: Span,
  taken: readonly Span[],
  earliest: string | null = null,
): readonly Span[] {
  const from = scale.read(wanted.startsAt);
  const length = wanted.endsAt === null ? Infinity : scale.read(wanted.endsAt) - from;
  const busy = merged(scale, taken);
  const reach = horizonOf(scale);
  const first = Math.max(from - reach, earliest === null ? -Infinity : scale.read(earliest));
  const starts = [before(busy, from, length), after(busy, from, length)]
    .filter((start) => start !== null)
    .filter((start) => start >= first && start <= from + reach)
    .filter((start) => length === Infinity || within(scale, start + length) === start + length)
    .toSorted((one, other) => Math.abs(one - from) - Math.abs(other - from) || one - other);
  return [...new Set(starts)].map((start) => ({
    startsAt: scale.write(start),
    endsAt: length === Infinity ? null : scale.write(start + length),
  }));
}

/** By their start, those that touch as one. */
function merged(scale: Scale, taken: readonly Span[]): readonly Busy[] {
  const sorted = taken
    .map(({ startsAt, endsAt }) => ({
      from: scale.read(startsAt),
      to: endsAt === null ? Infinity : scale.read(endsAt),
    }))
    .toSorted((one, other) => one.from - other.from);
  const joined: Busy[] = [];
  for (const { from, to } of sorted) {
    const last = joined.at(-1);
    if (last === undefined || last.to < from) joined.push({ from, to });
    else joined[joined.length - 1] = { from: last.from, to: Math.max(last.to, to) };
  }
  return joined;
}

function after(busy: readonly Busy[], from: number, length: number): number | null {
  let start = from;
  for (const one of busy) {
    if (one.to <= start) continue;
    if (one.from >= start + length) break;
    start = one.to;
  }
  return start === Infinity ? null : start;
}

function before(busy: readonly Busy[], from: number, length: number): number | null {
  if (length === Infinity) return null;
  let start = from;
  for (const one of busy.toReversed()) {
    if (one.from >= start + length) continue;
    if (one.to <= start) break;
    start = one.from - length;
  }
  return start;
}
