import { scopesOf } from "@healthops/schema/scope";
import type { HubBooks, HubChange } from "../books/hub-books.ts";

/** Nobody sees a conflict who does not see its record, and an open one is seen by somebody [MRG5]. */
export function conflictScopeFaults(books: HubBooks): string[] {
  return [...books.records.values()].flatMap((conflict) => {
    if (conflict.collection.name !== "conflicts") return [];
    const { collection, recordId, scopeKeys } = conflict.content;
    const about = books.records.get(`${String(collection)} ${String(recordId)}`);
    if (about === undefined) return [`[MRG5] conflict ${conflict.id} is about no record`];
    const scopes = scopesOf(about.collection, about.id, about.content);
    const keys = Array.isArray(scopeKeys) ? scopeKeys : [];
    const within = keys.every((key) => scopes.includes(String(key)));
    const lost = keys.length === 0 && scopes.length > 0 && conflict.content["status"] === "open";
    if (within && !lost) return [];
    return [`[MRG5] conflict ${conflict.id} is not in the scopes of its record`];
  });
}

/** The hub itself moves a conflict along with its record; nobody asked for that change. */
export function isConflictMove(change: HubChange): boolean {
  return (
    change.collection === "conflicts" &&
    change.personId === null &&
    change.op === "update" &&
    Object.keys(change.after).join() === "scopeKeys"
  );
}
