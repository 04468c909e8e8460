import type { Mutation } from "@healthops/protocol/wire/push";
import { sameValue } from "@healthops/protocol/merge/same-value";
import type { FieldValue } from "@healthops/schema/field";
import type { Content } from "@healthops/schema/record";
import type { DesktopTable, TableName } from "./desktop-tables.ts";
import { CREATED_COLUMN } from "./desktop-tables.ts";
import type { KnownRecord } from "./known-records.ts";
import type { ReadRow } from "./row-reader.ts";

/** A row that was read, with the record that it stands for. */
export interface PlacedRow {
  readonly id: number;
  readonly at: number;
  readonly hash: string;
  readonly recordId: string;
  /** The version that the program last had; 0 for a row that it made itself. */
  readonly base: number;
  readonly row: ReadRow;
  readonly siteId: string;
}

/** What becomes of a row: its change of the record, null for none. */
export interface PlannedRow extends PlacedRow {
  readonly mutation: Mutation | null;
}

/** What the program sent of the row's record. */
export function sentContent({ row }: PlacedRow): Content {
  return hasEntries(row.extra) ? { ...row.fields, extra: row.extra } : row.fields;
}

/** Facts beside the row itself. */
export interface RowFacts {
  readonly known: KnownRecord | undefined;
  /** What the program last sent, where that is not what the record has at the base. */
  readonly held: Content | undefined;
  /** The entry is there but cleared, at this version: writing into it is no clash with anybody. */
  readonly clearedAt: number | undefined;
  /** The record of the employee that an entry belongs to. */
  readonly employeeId: string | undefined;
}

/** The change that a row makes: everything of a new one, else what differs from what the program had. */
export function planRow(table: DesktopTable, placed: PlacedRow, facts: RowFacts): PlannedRow {
  return { ...placed, mutation: mutationOf(table, placed, facts) };
}

function mutationOf(table: DesktopTable, placed: PlacedRow, facts: RowFacts): Mutation | null {
  const { known } = facts;
  if (known !== undefined && (placed.base > 0 || facts.held !== undefined)) {
    const before = facts.held ?? known.atBase;
    const fields = changedFields(table, placed, before, known);
    return change(table, placed, fields, placed.base);
  }
  const own = ownFields(table, placed, facts.employeeId);
  if (facts.clearedAt !== undefined) {
    const fields = Object.fromEntries(Object.entries(own).filter(([name]) => !FIXED.has(name)));
    return change(table, placed, fields, facts.clearedAt);
  }
  const { recordId: id } = placed;
  return { collection: table.collection, id, op: "create", base: 0, fields: own };
}

/** Fields of entries that never change; a row that does is another entry. */
const FIXED: ReadonlySet<string> = new Set(["employeeId", "date", "siteId"]);

function change(
  table: DesktopTable,
  { recordId: id }: PlacedRow,
  fields: Mutation["fields"],
  base: number,
): Mutation | null {
  if (Object.keys(fields).length === 0) return null;
  return { collection: table.collection, id, op: "update", base, fields };
}

function ownFields(
  table: DesktopTable,
  { row, siteId }: PlacedRow,
  employeeId: string | undefined,
): Mutation["fields"] {
  const fields: Record<string, FieldValue> = { ...row.fields, siteId };
  if (table.name === "timesheets" && employeeId !== undefined) fields["employeeId"] = employeeId;
  const extra = sharedExtra(row.extra);
  if (extra !== null) fields["extra"] = extra;
  return fields as Mutation["fields"];
}

/** The further columns of a new record; null when all are empty. */
export function sharedExtra(sent: Content): Content | null {
  const extra = withoutNulls(sent);
  return hasEntries(extra) ? extra : null;
}

function changedFields(
  table: DesktopTable,
  { row, siteId }: PlacedRow,
  before: Content,
  known: KnownRecord,
): Mutation["fields"] {
  const fields: Record<string, FieldValue> = {};
  for (const [name, value] of Object.entries(row.fields)) {
    if (table.name === "timesheets" && FIXED.has(name)) continue;
    if (!sameValue(before[name] ?? null, value)) fields[name] = value;
  }
  // Entries move with their employee.
  const moves = table.name !== "timesheets" && row.region !== null;
  if (moves && known.atBase["siteId"] !== siteId) fields["siteId"] = siteId;
  const extra = changedExtra(table.name, row.extra, before["extra"], known.content["extra"]);
  if (extra !== undefined) fields["extra"] = extra;
  return fields as Mutation["fields"];
}

/** The further columns as they are on the hub, with those that the program changed; undefined: none. */
function changedExtra(
  table: TableName,
  sent: Content,
  before: FieldValue | undefined,
  current: FieldValue | undefined,
): FieldValue | undefined {
  if (!hasEntries(sent)) return undefined;
  const had = asContent(before);
  const changed = Object.entries(sent).filter(([name, value]) => {
    // A record made elsewhere has no such column: the download gave it one.
    if (table === "employees" && name === CREATED_COLUMN && had[name] === undefined) return false;
    return !sameValue(had[name] ?? null, value);
  });
  if (changed.length === 0) return undefined;
  const next = withoutNulls({ ...asContent(current), ...Object.fromEntries(changed) });
  return hasEntries(next) ? next : null;
}

/** Clears an entry whose row was moved to another day: its hours were taken away from there. */
export function clearEntry(collection: string, id: string, base: number): Mutation {
  const fields = {
    startTime: null,
    endTime: null,
    breakMinutes: null,
    isSpecial: false,
    note: null,
  };
  return { collection, id, op: "update", base, fields };
}

export function asContent(value: FieldValue | undefined): Content {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Content)
    : {};
}

function withoutNulls(content: Content): Content {
  return Object.fromEntries(Object.entries(content).filter(([, value]) => value !== null));
}

function hasEntries(content: Content): boolean {
  for (const _ in content) return true;
  return false;
}
