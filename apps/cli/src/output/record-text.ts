import type { Collection } from "@healthops/schema/collection";
import type { FieldValue } from "@healthops/schema/field";
import type { StoredRecord } from "@healthops/schema/record";

/** A record for machines: its own facts and its content side by side. */
export function recordJson(record: StoredRecord): Readonly<Record<string, FieldValue>> {
  const { content, ...meta } = record;
  return { ...meta, ...content };
}

/** A value as people read it; empty fields are empty. */
export function valueText(value: FieldValue | undefined): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "string" || typeof value === "number") return String(value);
  if (Array.isArray(value) && value.every((member) => typeof member === "string")) {
    return value.join(", ");
  }
  return JSON.stringify(value);
}

/** A moment in the hub's microseconds as people read it: to the second, in UTC. */
function timeText(time_us: number): string {
  if (time_us === 0) return "not yet";
  const text = new Date(Math.floor(time_us / 1000)).toISOString();
  return `${text.slice(0, 10)} ${text.slice(11, 19)} UTC`;
}

/** The record in full, a pair for each field, under its English label. */
export function recordPairs(
  collection: Collection,
  record: StoredRecord,
): readonly (readonly [string, string])[] {
  const fields = Object.entries(collection.fields).map(([name, field]) => {
    const unit = field.unit === undefined || record.content[name] === null ? "" : ` ${field.unit}`;
    return [name, `${valueText(record.content[name])}${unit}`] as const;
  });
  return [
    ["id", record.id],
    ["version", String(record.version)],
    ["created", timeText(record.createdAt_us)],
    ["updated", timeText(record.updatedAt_us)],
    ...fields,
  ];
}
