import { isStorable } from "@healthops/base/storable";

/** SQLite's JSON functions refuse values nested deeper than 1000, recursion fails not far above. */
const DEPTH_MAX = 64;

export type JsonComplaint = "not_json" | "not_storable" | "too_deep" | "too_long";

/** What keeps a value from being stored as JSON of at most `max` characters; null when nothing. */
export function jsonComplaint(value: unknown, max: number): JsonComplaint | null {
  const complaint = complaintAt(value, 0);
  if (complaint !== null) return complaint;
  return JSON.stringify(value).length > max ? "too_long" : null;
}

function complaintAt(value: unknown, depth: number): JsonComplaint | null {
  if (typeof value === "string") return isStorable(value) ? null : "not_storable";
  if (value === null || typeof value === "boolean") return null;
  if (typeof value === "number") return Number.isFinite(value) ? null : "not_json";
  if (typeof value !== "object") return "not_json";
  if (depth === DEPTH_MAX) return "too_deep";
  return Array.isArray(value) ? complaintInArray(value, depth) : complaintInObject(value, depth);
}

function complaintInArray(values: readonly unknown[], depth: number): JsonComplaint | null {
  for (const value of values) {
    const complaint = complaintAt(value, depth + 1);
    if (complaint !== null) return complaint;
  }
  return null;
}

function complaintInObject(value: object, depth: number): JsonComplaint | null {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return "not_json";
  for (const [key, member] of Object.entries(value)) {
    const complaint = isStorable(key) ? complaintAt(member, depth + 1) : "not_storable";
    if (complaint !== null) return complaint;
  }
  return null;
}
