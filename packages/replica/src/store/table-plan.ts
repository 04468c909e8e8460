import { present } from "@healthops/base/assert";
import type { Collection } from "@healthops/schema/collection";
import type { ContentColumn } from "@healthops/schema/columns";
import { recordColumns } from "@healthops/schema/columns";
import type { DerivedColumn } from "@healthops/schema/derived-columns";
import { derivedColumns } from "@healthops/schema/derived-columns";
import type { Schema } from "@healthops/schema/schema";
import type { TableShape } from "@healthops/schema/tables/table-shapes";
import { createBareTable, tableShape } from "@healthops/schema/tables/table-shapes";

/** How one collection is stored on this device: its statements, made once. */
export interface TablePlan {
  readonly collection: Collection;
  readonly shape: TableShape;
  /** `id`, `version`, `createdAt_us`, `updatedAt_us`, then the content; the order of all statements. */
  readonly columns: readonly ContentColumn[];
  readonly searched: boolean;
  /** What is computed of the content, in the order of its columns. */
  readonly derived: readonly DerivedColumn[];
  /** Column names as SQL, the derived ones at the end. */
  readonly columnList: string;
  readonly columnNames: readonly string[];
  readonly selectById: string;
  /** Writes a whole row, whatever version was there. */
  readonly upsert: string;
  readonly deleteById: string;
  /** The table for rows on their way in [PUL2]: the same, without any index but the id's. */
  readonly staged: string;
  readonly createStaged: string;
  readonly stageRow: string;
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
  const derived = derivedColumns(collection);
  const names = [...columns, ...derived].map(({ column }) => column);
  const columnList = names.map((column) => `"${column}"`).join(", ");
  const marks = names.map(() => "?").join(", ");
  const staged = `_staged_${name}`;
  return {
    collection,
    shape,
    columns,
    searched,
    derived,
    columnList,
    columnNames: names,
    selectById: `select ${columnList} from "${name}" where id = ?`,
    upsert: `insert into "${name}" (${columnList}) values (${marks}) on conflict (id) do update set ${assignments(names)}`,
    deleteById: `delete from "${name}" where id = ?`,
    staged,
    createStaged: createBareTable({ ...shape, name: staged }),
    // A record that changes while pages arrive comes twice; the newer state stays.
    stageRow: `insert into "${staged}" (${columnList}) values (${marks}) on conflict (id) do update set ${assignments(names)} where excluded.version >= version`,
  };
}

/** `column = excluded.column` for each column but the id. */
export function assignments(names: readonly string[]): string {
  return names
    .filter((name) => name !== "id")
    .map((name) => `"${name}" = excluded."${name}"`)
    .join(", ");
}
