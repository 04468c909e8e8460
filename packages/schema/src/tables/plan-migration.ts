import type { ColumnShape, TableShape } from "./table-shapes.ts";
import { columnDefinition, createTable, prepareDatabase } from "./table-shapes.ts";
import type { ExistingColumn, ExistingTable } from "./existing-tables.ts";
import { rebuildSearch } from "./index-shape.ts";
import { DATA_SCHEMA, quoted, tableName } from "./quote.ts";

/** A difference that would lose or reject data; only a written migration may make it. */
export interface Refusal {
  /** Table, and column where there is one: `exercises.duration_minutes`. */
  readonly at: string;
  readonly collection: string;
  /** A sentence: what differs and what to do. */
  readonly message: string;
}

export interface MigrationPlan {
  /** To be run in this order in one transaction, when nothing is refused. */
  readonly statements: readonly string[];
  readonly refusals: readonly Refusal[];
  /** Collections with rows whose derived columns must be computed again (`derivedColumns`). */
  readonly refill: readonly string[];
}

/**
 * How the tables that are there become those that a schema wants. Additions are planned: tables,
 * columns (rows that are there get the default of a required field), indexes, optional where it was
 * required. Refused: a table or column that no schema declares, another type, a field newly required
 * without a default.
 */
export function planMigration(
  existing: readonly ExistingTable[],
  wanted: readonly TableShape[],
): MigrationPlan {
  const statements: string[] = [...prepareDatabase(wanted[0]?.dialect ?? "sqlite")];
  const refusals: Refusal[] = [];
  const refill: string[] = [];
  for (const shape of wanted) {
    const table = existing.find(({ name }) => name === shape.name);
    if (table === undefined) {
      statements.push(...createTable(shape));
      continue;
    }
    for (const change of [columnChanges, indexChanges, searchChanges]) {
      const { run, refused } = change(table, shape);
      statements.push(...run);
      refusals.push(...refused);
    }
    if (gainsDerived(table, shape)) refill.push(shape.name);
  }
  for (const { name } of existing) {
    if (wanted.some((shape) => shape.name === name)) continue;
    refusals.push(refusal(name, null, "is in the database but no module declares it any more"));
  }
  return { statements, refusals, refill };
}

interface Changes {
  readonly run: readonly string[];
  readonly refused: readonly Refusal[];
}

function columnChanges(table: ExistingTable, shape: TableShape): Changes {
  const run: string[] = [];
  const refused: Refusal[] = [];
  for (const column of shape.columns) {
    const there = table.columns.find(({ name }) => name === column.name);
    const fault = there === undefined ? additionFault(column) : changeFault(there, column);
    if (fault !== null) refused.push(refusal(table.name, column.name, fault));
    else if (there === undefined) run.push(addColumn(shape, column));
    else if (there.notNull && !column.notNull && shape.dialect === "postgres") {
      run.push(`${alter(shape)} alter column ${quoted(column.name)} drop not null`);
    }
  }
  for (const { name } of table.columns) {
    // What is derived holds nothing of its own.
    if (isDerived(name) || shape.columns.some((column) => column.name === name)) continue;
    refused.push(
      refusal(table.name, name, "is in the database but its field is not declared any more"),
    );
  }
  return { run, refused };
}

function additionFault(column: ColumnShape): string | null {
  return column.notNull && column.fill === null
    ? "is new and required; give the field a default, which existing records then get"
    : null;
}

function changeFault(there: ExistingColumn, column: ColumnShape): string | null {
  if (there.type !== column.type)
    return `is ${there.type} in the database and ${column.type} in the schema`;
  if (column.notNull && !there.notNull)
    return "is now required, but existing records may be empty there";
  return null;
}

function addColumn(shape: TableShape, column: ColumnShape): string {
  const fill = column.fill === null ? "" : ` default ${column.fill}`;
  return `${alter(shape)} add column ${columnDefinition(column)}${fill}`;
}

function alter(shape: TableShape): string {
  return `alter table ${tableName(shape.dialect, shape.name)}`;
}

/** Indexes carry a hash of their definition in the name, so names tell everything. */
function indexChanges(table: ExistingTable, shape: TableShape): Changes {
  const wanted = new Set(shape.indexes.map(({ name }) => name));
  const place = shape.dialect === "postgres" ? `${quoted(DATA_SCHEMA)}.` : "";
  const dropped = table.indexes
    .filter((name) => !wanted.has(name))
    .map((name) => `drop index ${place}${quoted(name)}`);
  const created = shape.indexes
    .filter(({ name }) => !table.indexes.includes(name))
    .map(({ statement }) => statement);
  return { run: [...dropped, ...created], refused: [] };
}

function searchChanges(table: ExistingTable, shape: TableShape): Changes {
  if (shape.search.length === 0 || table.search) return { run: [], refused: [] };
  return { run: [...shape.search, rebuildSearch(shape.name)], refused: [] };
}

function gainsDerived(table: ExistingTable, shape: TableShape): boolean {
  const there = new Set(table.columns.map(({ name }) => name));
  return shape.columns.some(({ name }) => isDerived(name) && !there.has(name));
}

function isDerived(name: string): boolean {
  return name === "search_text" || (name.startsWith("_") && name !== "_row");
}

function refusal(collection: string, column: string | null, fault: string): Refusal {
  const at = column === null ? collection : `${collection}.${column}`;
  return { at, collection, message: `${at} ${fault}. Write a migration for ${collection}.` };
}
