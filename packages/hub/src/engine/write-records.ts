import { quoted, tableName } from "@healthops/schema/tables/quote";
import type { TableEntry } from "./catalog.ts";
import { arrayType, columnValues } from "./record-row.ts";
import type { WorkingRecord } from "./working-set.ts";
import type { Parameters } from "./write-parameters.ts";

/** A part of the one write statement: its name among the `with` queries and its text. */
export interface StatementPart {
  readonly name: string;
  readonly text: string;
  /** Whether its rows are counted to see that nobody overtook the batch. */
  readonly counted: boolean;
}

/** Inserts the new records of one collection. */
export function insertRecords(
  parameters: Parameters,
  entry: TableEntry,
  records: readonly WorkingRecord[],
  at_us: number,
): StatementPart {
  const data = recordArrays(parameters, entry, records, null);
  const at = parameters.add(String(at_us), "bigint");
  const columns = data.map((column) => quoted(column.name)).join(", ");
  return {
    name: `inserted_${entry.number}`,
    text: `insert into ${tableName("postgres", entry.collection.name)} (created_at_us, updated_at_us, ${columns})
      select ${at}, ${at}, d.* from unnest(${data.map((column) => column.parameter).join(", ")}) as d`,
    counted: false,
  };
}

/**
 * Writes the changed records of one collection, the columns that any of them changed; a row is passed
 * over when its version moved on.
 */
export function updateRecords(
  parameters: Parameters,
  entry: TableEntry,
  records: readonly WorkingRecord[],
  at_us: number,
): StatementPart {
  const data = recordArrays(parameters, entry, records, changedFields(records));
  const loaded = parameters.array(
    "integer",
    records.map((record) => record.loaded?.version ?? 0),
  );
  const at = parameters.add(String(at_us), "bigint");
  const names = data.map((column) => quoted(column.name));
  const assignments = names
    .filter((name) => name !== quoted("id"))
    .map((name) => `${name} = d.${name}`);
  return {
    name: `updated_${entry.number}`,
    text: `update ${tableName("postgres", entry.collection.name)} t
      set updated_at_us = ${at}, ${assignments.join(", ")}
      from unnest(${loaded}, ${data.map((column) => column.parameter).join(", ")})
        as d (loaded_version, ${names.join(", ")})
      where t.id = d.id and t.version = d.loaded_version
      returning 1`,
    counted: true,
  };
}

interface ColumnParameter {
  readonly name: string;
  readonly parameter: string;
}

/** Fields that the changes name, or that differ from the row as it was read (a repair names fewer). */
function changedFields(records: readonly WorkingRecord[]): ReadonlySet<string> {
  const fields = new Set<string>();
  for (const { changes, content, loaded } of records) {
    for (const { after } of changes) for (const field in after) fields.add(field);
    for (const field in content) {
      if (content[field] !== loaded?.content[field]) fields.add(field);
    }
  }
  return fields;
}

/** `fields`: those whose columns are wanted; null for all. */
function recordArrays(
  parameters: Parameters,
  entry: TableEntry,
  records: readonly WorkingRecord[],
  fields: ReadonlySet<string> | null,
): ColumnParameter[] {
  const columns: ColumnParameter[] = [
    {
      name: "id",
      parameter: parameters.array(
        "uuid",
        records.map((record) => record.id),
      ),
    },
    {
      name: "version",
      parameter: parameters.array(
        "integer",
        records.map((record) => record.version),
      ),
    },
    {
      name: "deleted",
      parameter: parameters.array(
        "boolean",
        records.map((record) => record.deleted),
      ),
    },
  ];
  for (const { field, column, kind } of entry.columns) {
    if (fields?.has(field) === false) continue;
    const values = columnValues(kind, field, records);
    columns.push({ name: column, parameter: parameters.array(arrayType(kind), values) });
  }
  for (const { column, fields: from, of } of entry.derived) {
    if (fields !== null && !from.some((field) => fields.has(field))) continue;
    const texts = records.map((record) => of(record.content));
    // A new row has nothing there anyway.
    if (fields === null && texts.every((text) => text === null)) continue;
    columns.push({ name: column, parameter: parameters.array("text", texts) });
  }
  return columns;
}
