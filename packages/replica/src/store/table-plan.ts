import { present } from "@healthops/base/assert";
import type { Collection } from "@healthops/schema/collection";
import type { ContentColumn } from "@healthops/schema/columns";
import { recordColumns } from "@healthops/schema/columns";
import type { Schema } from "@healthops/schema/schema";
import type { TableShape } from "@healthops/schema/tables";
import { createBareTable, tableShape } from "@healthops/schema/tables";

/** How one collection is stored on this device: its statements, made once. */
export interface TablePlan {
  readonly collection: Collection;
  readonly shape: TableShape;
  /** `id`, `version`, `createdAt_us`, `updatedAt_us`, then the content; the order of all statements. */
  readonly columns: readonly ContentColumn[];
  readonly searched: boolean;
  /** Column names as SQL, with `search_text` at the end where there is one. */
  readonly columnList: string;
  readonly selectById: string;
  /** Writes a whole row, whatever version was there. */
  readonly upsert: string;
  readonly deleteById: string;
  /** The unindexed table for rows on their way in [PUL2]. */
  readonly staged: string;
  readonly createStaged: string;
  readonly insertStaged: string;
}

export type TablePlans = ReadonlyMap<string, TablePlan>;

/** A plan for each collection of the schema. */
export function tablePlans(schema: Schema): TablePlans {
  return new Map(
    [...schema.collections.values()].map((collection) => [collection.name, planOf(collection)]),
  );
}

/** The plan of a collection that is asserted to be there. */
export function planNamed(plans: TablePlans, name: string): TablePlan {
  return present(plans.get(name), `there is a table for ${name}`);
}

function planOf(collection: Collection): TablePlan {
  const { name } = collection;
  const shape = tableShape(collection, "sqlite");
  const columns = recordColumns(collection);
  const searched = collection.searchFields.length > 0;
  const names = [...columns.map(({ column }) => column), ...(searched ? ["search_text"] : [])];
  const columnList = names.map((column) => `"${column}"`).join(", ");
  const marks = names.map(() => "?").join(", ");
  const staged = `_staged_${name}`;
  return {
    collection,
    shape,
    columns,
    searched,
    columnList,
    selectById: `select ${columnList} from "${name}" where id = ?`,
    upsert: `insert into "${name}" (${columnList}) values (${marks}) on conflict (id) do update set ${assignments(names)}`,
    deleteById: `delete from "${name}" where id = ?`,
    staged,
    createStaged: createStagedTable(shape, staged),
    insertStaged: `insert into "${staged}" (${columnList}) values (${marks})`,
  };
}

/** `column = excluded.column` for each column but the id. */
export function assignments(names: readonly string[]): string {
  return names
    .filter((name) => name !== "id")
    .map((name) => `"${name}" = excluded."${name}"`)
    .join(", ");
}

/** The same columns without uniqueness: a record that changes while pages arrive comes twice. */
function createStagedTable(shape: TableShape, name: string): string {
  const columns = shape.columns.map((column) =>
    column.name === "id" ? { ...column, suffix: "" } : column,
  );
  return createBareTable({ ...shape, name, columns });
}
