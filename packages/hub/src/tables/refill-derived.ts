import type { Schema } from "@healthops/schema/schema";
import { contentColumns, fromPostgres } from "@healthops/schema/columns";
import { derivedColumns } from "@healthops/schema/derived-columns";
import { quoted, tableName } from "@healthops/schema/tables/quote";
import { present } from "@healthops/base/assert";
import { plainArray, textArray } from "../database/array-literal.ts";
import type { Queryable, Row } from "../database/pool.ts";

const ROWS_AT_ONCE = 5_000;

/** Computes what is derived for the records of a collection that did not have it, or had it otherwise. */
export async function refillDerived(
  connection: Queryable,
  schema: Schema,
  name: string,
): Promise<void> {
  const collection = present(schema.collections.get(name), `${name} is in the schema`);
  const derived = derivedColumns(collection);
  if (derived.length === 0) return;
  const read = contentColumns(collection).filter(({ field }) =>
    derived.some(({ fields }) => fields.includes(field)),
  );
  const table = tableName("postgres", name);
  const columns = read.map(({ column }) => quoted(column)).join(", ");
  const names = derived.map(({ column }) => quoted(column));
  const update = `update ${table} t set ${names.map((column) => `${column} = d.${column}`).join(", ")}
    from unnest($1::uuid[], ${names.map((_, at) => `$${at + 2}::text[]`).join(", ")})
      as d (id, ${names.join(", ")}) where t.id = d.id`;
  for (let after = "00000000-0000-0000-0000-000000000000"; ;) {
    const { rows } = await connection.query<Row & { id: string }>(
      `select id, ${columns} from ${table} where id > $1 order by id limit ${ROWS_AT_ONCE}`,
      [after],
    );
    const last = rows.at(-1);
    if (last === undefined) return;
    const contents = rows.map((row) =>
      Object.fromEntries(
        read.map(({ field, column, kind }) => [field, fromPostgres(kind, row[column])]),
      ),
    );
    await connection.query(update, [
      plainArray(rows.map((row) => row.id)),
      ...derived.map((column) => textArray(contents.map((content) => column.of(content)))),
    ]);
    after = last.id;
  }
}
