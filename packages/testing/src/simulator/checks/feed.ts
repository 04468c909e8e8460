import { scopesOf } from "@healthops/schema/scope";
import type { HubBooks } from "../books/hub-books.ts";

/**
 * The feed is compact (one row for each scope and record, the newest), says who is where, and its
 * positions were given out without a gap or a repeat [ORD1, ORD3].
 */
export function feedFaults(books: HubBooks): string[] {
  return [...positionFaults(books), ...placeFaults(books)];
}

function positionFaults(books: HubBooks): string[] {
  const faults: string[] = [];
  for (const [scope, head] of books.heads) {
    const given = books.positions.get(scope) ?? [];
    const dense = given.length === head && given.every((position, index) => position === index + 1);
    if (!dense) faults.push(`[ORD1] positions of ${scope} are not 1 to ${head}, each once`);
  }
  return faults;
}

function placeFaults(books: HubBooks): string[] {
  const faults: string[] = [];
  const places = new Map<string, boolean>();
  for (const { scope, collection, id, departed } of books.feed) {
    const place = `${scope} ${collection} ${id}`;
    if (places.has(place)) faults.push(`[ORD3] the feed has two rows for ${place}`);
    places.set(place, departed);
  }
  for (const [key, record] of books.records) {
    for (const scope of scopesOf(record.collection, record.id, record.content)) {
      const departed = places.get(`${scope} ${key}`);
      places.delete(`${scope} ${key}`);
      if (departed !== false) faults.push(`[ORD3] the feed of ${scope} does not have ${key}`);
    }
  }
  for (const [place, departed] of places) {
    if (!departed) faults.push(`[ORD3] the feed has ${place}, which is not there any more`);
  }
  return faults;
}
