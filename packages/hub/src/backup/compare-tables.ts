import { Problem } from "@healthops/base/problem";
import type { Schema } from "@healthops/schema/schema";
import { tableShapes } from "@healthops/schema/tables/table-shapes";
import type { BackupHeader, BackupTable } from "./backup-file.ts";

/**
 * Every table and column of the backup must be here, of the same type: a backup of an older version
 * may lack some, which then have their defaults. Problem `backup_other_version` otherwise.
 */
export function assertCanHold(here: readonly BackupTable[], header: BackupHeader): void {
  const missing = missingFrom(here, header.tables);
  if (missing.length === 0) return;
  throw new Problem({
    code: "backup_other_version",
    status: 422,
    message: `This backup was made by HealthOps ${header.product} with tables that this version does not have (${missing.slice(0, 3).join(", ")}). Restore it with that version, then upgrade. Nothing was changed.`,
  });
}

/** As {@link assertCanHold}, for the records alone and without a database. */
export function assertFits(schema: Schema, header: BackupHeader): void {
  const here = tableShapes(schema, "postgres").map(({ name, columns }) => ({
    name: `data.${name}`,
    columns: columns.map((column) => ({ name: column.name, type: "" })),
  }));
  const tables = header.tables
    .filter(({ name }) => name.startsWith("data."))
    .map(({ name, columns }) => ({
      name,
      columns: columns.map((column) => ({ name: column.name, type: "" })),
    }));
  assertCanHold(here, { ...header, tables });
}

/** Tables and columns of `wanted` that `here` has not, or has of another type. */
function missingFrom(
  here: readonly BackupTable[],
  wanted: readonly BackupTable[],
): readonly string[] {
  const known = new Map(here.map(({ name, columns }) => [name, columns]));
  return wanted.flatMap(({ name, columns }) => {
    const present = known.get(name);
    if (present === undefined) return [name];
    const types = new Map(present.map((column) => [column.name, column.type]));
    return columns
      .filter((column) => types.get(column.name) !== column.type)
      .map((column) => `${name}.${column.name}`);
  });
}
