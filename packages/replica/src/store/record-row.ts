import { fromSqlite, toSqlite } from "@healthops/schema/columns";
import type { FieldValue } from "@healthops/schema/field";
import type { StoredRecord } from "@healthops/schema/record";
import type { SqlReader, SqlRow, SqlTransaction, SqlValue } from "../sqlite/database.ts";
import type { TablePlan } from "./table-plan.ts";

const META_COUNT = 4;

/** A record out of a row that was read with the plan's columns. */
export function recordOf(plan: TablePlan, row: SqlRow): StoredRecord {
  const content: Record<string, FieldValue> = {};
  for (let index = META_COUNT; index < plan.columns.length; index += 1) {
    const column = plan.columns[index];
    if (column !== undefined) content[column.field] = fromSqlite(column.kind, row[column.column]);
  }
  return {
    id: String(row["id"]),
    version: Number(row["version"]),
    createdAt_us: Number(row["created_at_us"]),
    updatedAt_us: Number(row["updated_at_us"]),
    content,
  };
}

/** The parameters of the plan's `upsert` for a record. */
export function rowOf(plan: TablePlan, record: StoredRecord): SqlValue[] {
  const values: SqlValue[] = [record.id, record.version, record.createdAt_us, record.updatedAt_us];
  for (let index = META_COUNT; index < plan.columns.length; index += 1) {
    const column = plan.columns[index];
    if (column !== undefined)
      values.push(toSqlite(column.kind, record.content[column.field] ?? null));
  }
  for (const { of } of plan.derived) values.push(of(record.content));
  return values;
}

/** The record as people see it now, or null. */
export async function readRecord(
  reader: SqlReader,
  plan: TablePlan,
  id: string,
): Promise<StoredRecord | null> {
  const [row] = await reader.all(plan.selectById, [id]);
  return row === undefined ? null : recordOf(plan, row);
}

/** Makes the visible row of `id` be this record, or be absent. */
export async function writeRecord(
  tx: SqlTransaction,
  plan: TablePlan,
  id: string,
  record: StoredRecord | null,
): Promise<void> {
  if (record === null) await tx.run(plan.deleteById, [id]);
  else await tx.run(plan.upsert, rowOf(plan, record));
}
