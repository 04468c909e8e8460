import type { FieldFault } from "@healthops/base/problem";
import type { Change } from "@healthops/replica/outbox/change";
import type { Collection } from "@healthops/schema/collection";
import { withDerived } from "@healthops/schema/content";
import type { FieldValue } from "@healthops/schema/field";
import type { FormField } from "@healthops/schema/form";
import { refusal } from "@healthops/schema/permission";
import type { Actor } from "@healthops/schema/person";
import type { Content, StoredRecord } from "@healthops/schema/record";
import { validatorFor } from "@healthops/schema/validate";
import type { CellValue } from "../files/cell-value.ts";
import { changes } from "../forms/form-state.ts";
import type { Mapping } from "./guess-columns.ts";
import type { CellFault, RecordNames } from "./read-cell.ts";
import { readCell } from "./read-cell.ts";

/** What is wrong with a row: of the file, of a field's limits, or of the record as a whole. */
export interface RowFault {
  /** Null: not one field's. */
  readonly field: string | null;
  readonly code: CellFault | "limits" | "fixed" | "not_permitted" | "unknown_id" | "twice" | "many";
  /** With `limits`: what the validator says, and about what. */
  readonly fault?: FieldFault;
  readonly value?: FieldValue;
}

export type RowKind = "new" | "changed" | "unchanged" | "refused";

/** What becomes of one row of the file. */
export interface PlannedRow {
  /** Its place in the sheet, as spreadsheets count: from 1. */
  readonly line: number;
  readonly kind: RowKind;
  readonly cells: readonly CellValue[];
  /** Empty unless it is new or changed. */
  readonly changes: readonly Change[];
  /** How a change is taken back; a new record is deleted. */
  readonly back: readonly Change[];
  readonly faults: readonly RowFault[];
}

export interface ImportJob {
  readonly collection: Collection;
  readonly actor: Actor;
  readonly fields: readonly FormField[];
  readonly mapping: Mapping;
  /** Fields by which a row finds the record that it means; `["id"]`, or none: every row is new. */
  readonly keys: readonly string[];
  /** What every new record gets, besides what the file says. */
  readonly given: Content;
  /** Records that are here, by {@link keyOf}; by id when that is the key. */
  readonly existing: ReadonlyMap<string, readonly StoredRecord[]>;
  /** Names of the records that reference fields may mean, by collection. */
  readonly names: ReadonlyMap<string, RecordNames>;
}

const NO_NAMES: RecordNames = new Map();

/** Plans the rows one by one; remembers what stood in the file before. Pure but for that. */
export function importPlanner(
  job: ImportJob,
): (cells: readonly CellValue[], line: number) => PlannedRow {
  const fields = new Map(job.fields.map((field) => [field.name, field]));
  const seen = new Set<string>();

  function read(cells: readonly CellValue[]): Reading {
    const values: Record<string, FieldValue> = {};
    const faults: RowFault[] = [];
    let id: string | null = null;
    for (const [at, name] of job.mapping.entries()) {
      const cell = cells[at] ?? null;
      if (name === "id") id = cell === null ? null : String(cell).trim();
      const field = fields.get(name ?? "");
      if (field === undefined) continue;
      const result = readCell(field, cell, job.names.get(field.to ?? "") ?? NO_NAMES);
      if ("fault" in result) faults.push({ field: field.name, code: result.fault });
      else values[field.name] = result.value;
    }
    return { id, values, faults };
  }

  return (cells, line) => {
    const reading = read(cells);
    const found = matched(job, reading, seen);
    const outcome =
      reading.faults.length > 0
        ? refused(reading.faults)
        : "code" in found
          ? refused([found])
          : found.record === null
            ? created(job, reading.values)
            : updated(job, found.record, reading.values);
    return { line, cells, ...outcome };
  };
}

interface Reading {
  readonly id: string | null;
  readonly values: Content;
  readonly faults: readonly RowFault[];
}

type Outcome = Omit<PlannedRow, "line" | "cells">;

/** How records are told apart by some of their fields. */
export function keyOf(keys: readonly string[], content: Content): string {
  return JSON.stringify(keys.map((name) => content[name] ?? null));
}

function matched(
  { collection, given, keys, existing }: ImportJob,
  { id, values }: Reading,
  seen: Set<string>,
): { readonly record: StoredRecord | null } | RowFault {
  const byId = keys[0] === "id";
  if (keys.length === 0 || (byId && id === null)) return { record: null };
  const key = byId ? String(id) : keyOf(keys, completed(collection, madeOf(given, values)));
  if (seen.has(key)) return { field: null, code: "twice" };
  seen.add(key);
  const found = existing.get(key) ?? [];
  if (found.length > 1) return { field: null, code: "many" };
  if (found[0] === undefined && byId) return { field: null, code: "unknown_id" };
  return { record: found[0] ?? null };
}

function created({ collection, actor, given }: ImportJob, values: Content): Outcome {
  const fields = madeOf(given, values);
  const faults = validatorFor(collection).create(fields);
  if (faults.length > 0) return refused(faults.map((fault) => limits(fault, fields)));
  if (refusal(collection, actor, "create", "", null, fields) !== null) return NOT_PERMITTED;
  const create = { op: "create", collection: collection.name, fields } as const;
  return { kind: "new", changes: [create], back: [], faults: [] };
}

/** With the defaults of what is left out, for they are part of a key too. */
function completed({ fields }: Collection, given: Content): Content {
  const defaults = Object.entries(fields).map(([name, field]) => [name, field.default] as const);
  return { ...Object.fromEntries(defaults), ...given };
}

/** The fields of a new record: what the person gives, and over it what stands in the row. */
function madeOf(given: Content, values: Content): Content {
  const known = Object.entries(values).filter(([, value]) => value !== null);
  return { ...given, ...Object.fromEntries(known) };
}

function updated(
  { collection, actor }: ImportJob,
  { id, content }: StoredRecord,
  values: Content,
): Outcome {
  const moved = Object.keys(values).find(
    (name) =>
      collection.fields[name]?.fixed === true &&
      JSON.stringify(values[name]) !== JSON.stringify(content[name] ?? null),
  );
  if (moved !== undefined) return refused([{ field: moved, code: "fixed" }]);
  const after = withDerived(collection, { ...content, ...values });
  const fields = changes(collection, content, after);
  if (Object.keys(fields).length === 0) {
    return { kind: "unchanged", changes: [], back: [], faults: [] };
  }
  const faults = validatorFor(collection).content(after);
  if (faults.length > 0) return refused(faults.map((fault) => limits(fault, after)));
  if (refusal(collection, actor, "update", id, content, after) !== null) return NOT_PERMITTED;
  const update = { op: "update", collection: collection.name, id } as const;
  return {
    kind: "changed",
    changes: [{ ...update, fields }],
    back: [{ ...update, fields: changes(collection, after, content) }],
    faults: [],
  };
}

function limits(fault: FieldFault, values: Content): RowFault {
  return { field: fault.field, code: "limits", fault, value: values[fault.field] ?? null };
}

function refused(faults: readonly RowFault[]): Outcome {
  return { kind: "refused", changes: [], back: [], faults };
}

const NOT_PERMITTED = refused([{ field: null, code: "not_permitted" }]);
