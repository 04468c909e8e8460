import type { Clock } from "@healthops/base/ports";
import type { Collection } from "@healthops/schema/collection";
import type { Books } from "@healthops/schema/no-overlap/books";
import type { Span } from "@healthops/schema/no-overlap/free-times";
import { DAYS, INSTANTS, nearestFree, windowAround } from "@healthops/schema/no-overlap/free-times";
import { mayKnow } from "../hub-actor.ts";
import type { HubOccupant } from "./read-occupants.ts";
import { readOccupants } from "./read-occupants.ts";
import type { RuleContext } from "./rules.ts";

/** What is read of one thing around a refused time; beyond that nothing is offered. */
const NEAR_MAX = 1_000;

interface Sought {
  readonly books: Books<HubOccupant>;
  readonly wanted: HubOccupant;
  readonly rule: number;
}

/**
 * The nearest times at which everything that the record takes up is free [APA3]. One whose place would show when
 * something begins or ends that the asker may not see is not offered.
 */
export async function offersFor(
  { connection, actor }: RuleContext,
  clock: Clock,
  collection: Collection,
  { books, wanted, rule }: Sought,
): Promise<Record<string, string | null>[]> {
  const { from, to } = collection.noOverlap[rule] ?? { from: "", to: "" };
  const scale = collection.fields[from]?.kind === "date" ? DAYS : INSTANTS;
  const near = windowAround(scale, wanted);
  const missing = books.unknown(wanted.keys.map((key) => ({ key, ...near })));
  if (missing.length > 0) {
    const rows = await readOccupants(connection, collection, missing, NEAR_MAX);
    if (rows.length >= NEAR_MAX) return [];
    books.load(missing, rows);
  }
  const taken = books.within(wanted.keys, { ...near, id: wanted.id });
  const now =
    scale === DAYS
      ? new Date(clock.now()).toISOString().slice(0, 10)
      : new Date(clock.now()).toISOString();
  const free = nearestFree(scale, wanted, taken, wanted.startsAt >= now ? now : null);
  return free
    .filter((one) =>
      taken.every((other) => mayKnow(actor, other.scopes) || !touches(hull(one, wanted), other)),
    )
    .map((one) => ({ [from]: one.startsAt, [to]: one.endsAt }));
}

/** From the earlier start to the later end. */
function hull(one: Span, other: Span): Span {
  const ends = [one.endsAt, other.endsAt];
  return {
    startsAt: one.startsAt < other.startsAt ? one.startsAt : other.startsAt,
    endsAt: ends.includes(null) ? null : String(ends.toSorted().at(-1)),
  };
}

/** Whether they share a moment, or one begins where the other ends. */
function touches(one: Span, other: Span): boolean {
  return (
    (one.endsAt === null || other.startsAt <= one.endsAt) &&
    (other.endsAt === null || one.startsAt <= other.endsAt)
  );
}
