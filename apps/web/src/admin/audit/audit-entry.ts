import type { Collection } from "@healthops/schema/collection";
import type { Content } from "@healthops/schema/record";
import { titleOf } from "@healthops/schema/title";
import type { AuditEntry } from "@healthops/protocol/wire/admin";

/** Two entries with equal keys are the same change. */
export function entryKey(entry: AuditEntry): string {
  return `${entry.collection} ${entry.recordId} ${entry.version}`;
}

/** Names of the fields that an entry changed: the declared ones in their order, then unknown ones. */
export function fieldsOf(entry: AuditEntry, collection: Collection | undefined): readonly string[] {
  const before = contentOf(entry.before);
  const after = contentOf(entry.after);
  const given = new Set([...Object.keys(before), ...Object.keys(after)]);
  const declared = Object.keys(collection?.fields ?? {}).filter((name) => given.has(name));
  const unknown = [...given].filter((name) => collection?.fields[name] === undefined);
  return [...declared, ...unknown.toSorted()].filter(
    (name) => JSON.stringify(before[name] ?? null) !== JSON.stringify(after[name] ?? null),
  );
}

/** What the change itself says of the record's name; null when it did not touch it. */
export function nameIn(entry: AuditEntry, collection: Collection | undefined): string | null {
  if (collection === undefined) return null;
  return (
    titleOf(collection, contentOf(entry.after)) ?? titleOf(collection, contentOf(entry.before))
  );
}

/** One side of a change; the hub's values are a record's, which its shape cannot say. */
export function contentOf(side: AuditEntry["before"]): Content {
  return (side ?? {}) as Content;
}
