import type { FieldFault } from "@healthops/base/problem";
import type { Clock } from "@healthops/base/ports";
import { sameValue } from "@healthops/protocol/merge/same-value";
import type { Collection } from "@healthops/schema/collection";
import type { Window } from "@healthops/schema/no-overlap/books";
import { Books } from "@healthops/schema/no-overlap/books";
import { keyOf, occupationsOf } from "@healthops/schema/no-overlap/occupations";
import { overlapFault } from "@healthops/schema/no-overlap/overlap-fault";
import type { Content } from "@healthops/schema/record";
import type { Schema } from "@healthops/schema/schema";
import { mayKnow } from "../hub-actor.ts";
import { offersFor } from "./free-offers.ts";
import type { HubOccupant } from "./read-occupants.ts";
import { holdKeys, occupantOf, readOccupants } from "./read-occupants.ts";
import type { ChangedRecord, GivenChange, HubRule, RuleContext } from "./rules.ts";
import { unseenOf } from "./unseen-resources.ts";

/** A transaction has one set of books for each kind of record. */
type Shelf = Map<Collection, Books<HubOccupant>>;

/** Times that are looked for in one refusal; the rest of a large group hears only what is in the way. */
const OFFERED_MAX = 3;

/**
 * Of records that take up the same thing, no two share a moment [APA1]; the first to reach the hub stands. Locks
 * on what is taken up, in one order, keep the answer true until the commit.
 */
export function keepApart(schema: Schema, clock: Clock): HubRule {
  const collections = [...schema.collections.values()].filter(
    ({ noOverlap }) => noOverlap.length > 0,
  );
  const shelves = new WeakMap<object, Shelf>();
  const booksOf = (batch: object, collection: Collection): Books<HubOccupant> => {
    const shelf: Shelf = shelves.get(batch) ?? new Map();
    shelves.set(batch, shelf);
    const books = shelf.get(collection) ?? new Books();
    shelf.set(collection, books);
    return books;
  };
  return {
    collections: collections.map(({ name }) => name),
    async prepare({ connection, batch, given }) {
      for (const collection of collections) {
        const windows = given(collection.name).flatMap((one) => windowsOf(collection, wanted(one)));
        await load(connection, collection, booksOf(batch, collection), windows);
      }
    },
    check(context, changed) {
      let faults: Answer = [];
      for (const collection of collections) {
        const own = changed.filter((one) => one.collection === collection.name);
        if (own.length === 0) continue;
        const books = booksOf(context.batch, collection);
        const ask = (): Answer => asked({ schema, clock, context, collection, books }, own);
        faults =
          faults instanceof Promise
            ? faults.then((found) => orElse(found, ask))
            : orElse(faults, ask);
      }
      return faults;
    },
  };
}

type Answer = readonly FieldFault[] | Promise<readonly FieldFault[]>;

function orElse(found: readonly FieldFault[], ask: () => Answer): Answer {
  return found.length > 0 ? found : ask();
}

/** The content that a change asks for, as far as it can be told before it is decided. */
function wanted({ fields, stored }: GivenChange): Content {
  const content: Record<string, Content[string]> = { ...stored };
  for (const [name, value] of Object.entries(fields)) {
    const before = content[name];
    content[name] = isDelta(value)
      ? [...(Array.isArray(before) ? before : []), ...(value.add ?? [])]
      : (value as Content[string]);
  }
  return content;
}

function isDelta(value: unknown): value is { readonly add?: readonly string[] } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function windowsOf(collection: Collection, content: Content): readonly Window[] {
  return occupationsOf(collection, content).map((one) => ({
    key: keyOf(one),
    startsAt: one.from,
    endsAt: one.to,
  }));
}

/** Takes what is stored into the books; a statement after the locks, so that it sees what they waited for. */
async function load(
  connection: RuleContext["connection"],
  collection: Collection,
  books: Books<HubOccupant>,
  windows: readonly Window[],
): Promise<void> {
  const unknown = books.unknown(windows);
  if (unknown.length === 0) return;
  await holdKeys(connection, collection, unknown);
  books.load(unknown, await readOccupants(connection, collection, unknown));
}

/** Where one kind of record is asked about. */
interface Desk {
  readonly schema: Schema;
  readonly clock: Clock;
  readonly context: RuleContext;
  readonly collection: Collection;
  readonly books: Books<HubOccupant>;
}

function asked(
  { schema, clock, context, collection, books }: Desk,
  changed: readonly ChangedRecord[],
): Answer {
  books.settle((id) => {
    const now = context.pendingRecord(collection.name, id);
    if (now === undefined) return undefined;
    return now.deleted ? null : occupantOf(collection, id, now.after);
  });
  const placings = changed.map((one) => ({
    id: one.id,
    next: one.deleted ? null : occupantOf(collection, one.id, one.after),
    isNew: !standsAsItStood(collection, one),
  }));
  const windows = placings.flatMap(({ next }) =>
    next === null
      ? []
      : next.keys.map((key) => ({ key, startsAt: next.startsAt, endsAt: next.endsAt })),
  );
  const decide = (): Answer => {
    const unseen = unseenOf(context, schema, collection, changed);
    const ask = (faults: readonly FieldFault[]): Answer => {
      if (faults.length > 0) return faults;
      const refused = books.ask(placings);
      if (refused.length === 0) return [];
      return Promise.all(
        refused.map(async ({ rule, wanted: own, other }, at) => {
          const seen = mayKnow(context.actor, other.scopes);
          const offers =
            seen && at < OFFERED_MAX
              ? await offersFor(context, clock, collection, { books, wanted: own, rule })
              : [];
          return overlapFault(collection, { rule, other: seen ? other : null, offers });
        }),
      );
    };
    return unseen instanceof Promise ? unseen.then(ask) : ask(unseen);
  };
  if (books.unknown(windows).length === 0) return decide();
  return load(context.connection, collection, books, windows).then(decide);
}

/** Whether a record takes up what it took up before: an old clash is not told to who edits its note. */
function standsAsItStood(
  collection: Collection,
  { previous, wasDeleted, after }: ChangedRecord,
): boolean {
  if (previous === null || wasDeleted) return false;
  const [before, now] = [occupationsOf(collection, previous), occupationsOf(collection, after)];
  return sameValue(
    before.map(({ from, to, ...one }) => [keyOf(one), from, to]),
    now.map(({ from, to, ...one }) => [keyOf(one), from, to]),
  );
}
