import type { Schema } from "@healthops/schema/schema";
import { contentColumns, fromPostgres } from "@healthops/schema/columns";
import { searchTextOf } from "@healthops/schema/search-text";
import { quoted, tableName } from "@healthops/schema/tables/quote";
import { present } from "@healthops/base/assert";
import { plainArray, textArray } from "../database/array-literal.ts";
import type { Queryable, Row } from "../database/pool.ts";

const ROWS_AT_ONCE = 5_000;

/** Computes the search texts of a collection that began to be searched after it had records. */
export async function refillSearch(
  connection: Queryable,
  schema: Schema,
  name: string,
): Promise<void> {
  const collection = present(schema.collections.get(name), `${name} is in the schema`);
  const searched = contentColumns(collection).filter(({ field }) =>
    collection.searchFields.includes(field),
  );
  const table = tableName("postgres", name);
  const columns = searched.map(({ column }) => quoted(column)).join(", ");
  for (let after = "00000000-0000-0000-0000-000000000000"; ;) {
    const { rows } = await connection.query<Row & { id: string }>(
      `select id, ${columns} from ${table} where id > $1 order by id limit ${ROWS_AT_ONCE}`,
      [after],
    );
    const last = rows.at(-1);
    if (last === undefined) return;
    const texts = rows.map((row) =>
      searchTextOf(
        collection,
        Object.fromEntries(
          searched.map(({ field, column, kind }) => [field, fromPostgres(kind, row[column])]),
        ),
      ),
    );
    await connection.query(
      `update ${table} t set search_text = d.search_text
        from unnest($1::uuid[], $2::text[]) as d (id, search_text) where t.id = d.id`,
      [plainArray(rows.map((row) => row.id)), textArray(texts)],
    );
    after = last.id;
  }
}
