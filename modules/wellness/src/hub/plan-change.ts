import { sameValue } from "@healthops/protocol/merge/same-value";
import type { Mutation } from "@healthops/protocol/wire/push";
import type { FieldValue } from "@healthops/schema/field";
import type { Content } from "@healthops/schema/record";
import type { Kind } from "./kinds.ts";
import type { KnownRecord } from "./known-records.ts";
import { baseOf, contentAt } from "./known-records.ts";
import type { SentRecord } from "./shapes.ts";

/** Fields of a new record that older clients know nothing of. */
export type NewFields = (kind: Kind) => Content;

/**
 * The change that a sent record stands for, or null when it says nothing new. Clients send whole
 * records, so what they changed is what differs from the version that they had seen: a record that is
 * sent again undoes nothing that others did meanwhile. Pure.
 */
export function planChange(
  kind: Kind,
  recordId: string,
  known: KnownRecord | undefined,
  sent: SentRecord,
  newFields: NewFields,
): Mutation | null {
  const collection = kind.collection.name;
  if (known === undefined) {
    if (sent.deleted === true) return null;
    const fields = { ...newFields(kind), ...sentFields(kind, sent) };
    return { collection, id: recordId, op: "create", base: 0, fields };
  }
  const base = baseOf(known, sent.version);
  if (sent.deleted === true) {
    return known.deleted ? null : { collection, id: recordId, op: "delete", base, fields: {} };
  }
  const seen = contentAt(known, base);
  const given = sentFields(kind, sent);
  const changed = kind.fields.filter(
    ({ field, shown }) => field in given && !sameValue(given[field], shown(seen)),
  );
  if (changed.length === 0) return null;
  const fields = Object.fromEntries(changed.map(({ field }) => [field, given[field] ?? null]));
  return { collection, id: recordId, op: "update", base, fields };
}

/** The content fields that a sent record gives, under our names; numbers as exact as we keep them. */
export function sentFields(kind: Kind, sent: SentRecord): Record<string, FieldValue> {
  const fields: Record<string, FieldValue> = {};
  for (const { name, field } of kind.fields) {
    const value = sent[name];
    if (value === undefined) continue;
    const decimals = kind.collection.fields[field]?.decimals;
    const isExact = typeof value !== "number" || decimals === undefined;
    fields[field] = isExact ? value : Number(value.toFixed(decimals));
  }
  return fields;
}
