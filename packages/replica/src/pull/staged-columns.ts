import { assert } from "@healthops/base/assert";
import type { PulledCollection } from "@healthops/protocol/wire/pull";
import { toSqlite } from "@healthops/schema/columns";
import type { FieldKind, FieldValue } from "@healthops/schema/field";
import type { Content } from "@healthops/schema/record";
import type { SqlValue } from "../sqlite/database.ts";
import type { TablePlan } from "../store/table-plan.ts";

/** Kinds that SQLite stores in another form than they travel in. */
const CONVERTED: ReadonlySet<FieldKind> = new Set(["boolean", "set", "json"]);

/**
 * The pulled columns as parameters of the plan's `stageRow`. Fields that this device does not
 * know are passed over; fields that the hub does not have are empty.
 */
export function stagedColumns(plan: TablePlan, pulled: PulledCollection): readonly SqlValue[][] {
  const count = pulled.columns[0]?.length ?? 0;
  const columns = plan.columns.map(({ field, kind }) => {
    const values = pulledColumn(pulled, field, count);
    if (!CONVERTED.has(kind)) return values as SqlValue[];
    return values.map((value) => toSqlite(kind, value));
  });
  return columns.concat(derivedTexts(plan, pulled, count));
}

/** The content of one pulled row, of the given fields only. */
export function pulledContent(
  pulled: PulledCollection,
  fields: readonly string[],
  row: number,
): Content {
  const count = pulled.columns[0]?.length ?? 0;
  return Object.fromEntries(
    fields.map((field) => [field, pulledColumn(pulled, field, count)[row] ?? null]),
  );
}

/** One column of the page. */
function pulledColumn(pulled: PulledCollection, field: string, count: number): FieldValue[] {
  const column = pulled.columns[pulled.fields.indexOf(field)];
  if (column === undefined) return Array.from({ length: count }, () => null);
  assert(column.length === count, `all columns of ${pulled.name} are of one length`);
  return column as FieldValue[];
}

/** What this device computes from the pulled fields, column by column. */
function derivedTexts(plan: TablePlan, pulled: PulledCollection, count: number): SqlValue[][] {
  return plan.derived.map(({ fields, of }) => {
    const columns = fields.map((field) => pulledColumn(pulled, field, count));
    const content: Record<string, FieldValue> = {};
    return Array.from({ length: count }, (_, row) => {
      for (const [index, field] of fields.entries()) content[field] = columns[index]?.[row] ?? null;
      return of(content);
    });
  });
}
