import type { Elapsed } from "@healthops/base/elapsed";
import { elapsedOn } from "@healthops/base/elapsed";
import type { CodeKind } from "../terms/code-kinds.ts";
import { breakDue } from "../terms/breaks.ts";
import type { Code } from "../terms/codes.ts";
import type { TimedEntry } from "../terms/listed-minutes.ts";
import { DAY_MIN, minutesOfHours, minutesOfTime, spanMinutes } from "../terms/minutes.ts";
import type { RuleSet } from "./rule-set.ts";

/** What an entry says of a day. */
export interface DayEntry extends TimedEntry {
  readonly code: string | null;
  readonly isSpecial: boolean;
}

/** What somebody did on one day. */
export interface DayWork {
  readonly presentMinutes: number;
  readonly breakMinutes: number;
  readonly netMinutes: number;
  /** Net minutes within the night hours. */
  readonly nightMinutes: number;
  /** Net minutes after one o'clock, which a half-day holiday takes in. */
  readonly afternoonMinutes: number;
  /** What the day's code counts as; null without a known code. */
  readonly kind: CodeKind | null;
  readonly special: boolean;
}

const AFTERNOON = 13 * 60;

/**
 * Net time of a day, as `elapsed` says that it goes by there, from all that was entered for it, whatever its order: times and typed hours add
 * up; only a day without either takes the minutes of its code. Breaks that were given are all the
 * breaks of the day; without any, the break for the whole presence is due.
 */
export function dayWork(
  entries: readonly DayEntry[],
  codes: ReadonlyMap<string, Code>,
  rules: RuleSet,
  contractDayMinutes: number,
  elapsed: Elapsed = elapsedOn(null, ""),
): DayWork {
  const sums = sumsOf(entries, rules, elapsed);
  const code = codeOf(entries, codes);
  const kind = code?.kind ?? null;
  const special = entries.some(({ isSpecial }) => isSpecial);
  if (sums.present + sums.typed === 0 && !sums.timed) {
    const net = code === null ? 0 : minutesOfCode(code, contractDayMinutes);
    return { ...whole(net, kind, special), nightMinutes: kind === "night_work" ? net : 0 };
  }
  const due = sums.breakGiven ?? breakDue(rules.breaks, sums.present);
  const taken = Math.min(due, sums.present);
  const net = Math.min(sums.present - taken + sums.typed, DAY_MIN + Math.max(0, sums.gained));
  return {
    presentMinutes: sums.present + sums.typed,
    breakMinutes: taken,
    netMinutes: net,
    nightMinutes: kind === "night_work" ? net : Math.min(sums.night, net),
    afternoonMinutes: Math.min(sums.afternoon + Math.floor(sums.typed / 2), net),
    kind,
    special,
  };
}

interface Sums {
  readonly present: number;
  /** What is present beyond what the clock on the wall shows. */
  readonly gained: number;
  readonly typed: number;
  readonly night: number;
  readonly afternoon: number;
  readonly breakGiven: number | null;
  /** Whether any entry says how long, even if it says nothing was worked. */
  readonly timed: boolean;
}

function sumsOf(entries: readonly DayEntry[], rules: RuleSet, elapsed: Elapsed): Sums {
  const sums = { present: 0, gained: 0, typed: 0, night: 0, afternoon: 0, timed: false };
  let breakGiven: number | null = null;
  for (const entry of entries) {
    if (entry.breakMinutes !== null && entry.hours === null) {
      breakGiven = (breakGiven ?? 0) + entry.breakMinutes;
    }
    if (entry.hours !== null) {
      sums.typed += minutesOfHours(entry.hours);
      sums.timed = true;
      continue;
    }
    const start = minutesOfTime(entry.startTime);
    const end = minutesOfTime(entry.endTime);
    if (start === null || end === null) continue;
    const until = start + spanMinutes(start, end);
    sums.timed = true;
    const present = elapsed(start, until);
    sums.present += present;
    sums.gained += present - (until - start);
    sums.night += nightWithin(start, until, rules, elapsed);
    sums.afternoon += overlap(start, until, AFTERNOON, DAY_MIN, elapsed);
  }
  return { ...sums, breakGiven };
}

/** The first code by letter that is known, so that the order of entries does not matter. */
function codeOf(entries: readonly DayEntry[], codes: ReadonlyMap<string, Code>): Code | null {
  let found: Code | null = null;
  for (const { code } of entries) {
    const known = code === null ? undefined : codes.get(code);
    if (known !== undefined && (found === null || known.code < found.code)) found = known;
  }
  return found;
}

/** Minutes that stand for a code alone. */
function minutesOfCode({ kind, minutes }: Code, contractDayMinutes: number): number {
  if (kind !== "work" && kind !== "night_work" && kind !== "half_day") return minutes ?? 0;
  return minutes ?? (kind === "half_day" ? Math.floor(contractDayMinutes / 2) : contractDayMinutes);
}

function whole(net: number, kind: CodeKind | null, special: boolean): DayWork {
  return {
    presentMinutes: net,
    breakMinutes: 0,
    netMinutes: net,
    nightMinutes: 0,
    afternoonMinutes: Math.floor(net / 2),
    kind,
    special,
  };
}

/** The night hours cross midnight: they lie at the end of the day, and at its beginning. */
function nightWithin(start: number, until: number, rules: RuleSet, elapsed: Elapsed): number {
  const from = minutesOfTime(rules.nightStart) ?? 0;
  const to = minutesOfTime(rules.nightEnd) ?? 0;
  const length = spanMinutes(from, to);
  return (
    overlap(start, until, from - DAY_MIN, from - DAY_MIN + length, elapsed) +
    overlap(start, until, from, from + length, elapsed) +
    overlap(start, until, from + DAY_MIN, from + DAY_MIN + length, elapsed)
  );
}

function overlap(start: number, until: number, from: number, to: number, elapsed: Elapsed): number {
  const [first, last] = [Math.max(start, from), Math.min(until, to)];
  return last > first ? elapsed(first, last) : 0;
}
