import { present } from "@healthops/base/assert";
import type { Collection } from "@healthops/schema/collection";
import { contentColumns } from "@healthops/schema/columns";
import type { DerivedColumn } from "@healthops/schema/derived-columns";
import { derivedColumns } from "@healthops/schema/derived-columns";
import type { Schema } from "@healthops/schema/schema";
import type { Queryable } from "../database/pool.ts";

/** What the engine knows of a collection's table, prepared once. */
export interface TableEntry {
  readonly collection: Collection;
  /** Number that stands for the collection in feed and history. */
  readonly number: number;
  readonly columns: ReturnType<typeof contentColumns>;
  readonly derived: readonly DerivedColumn[];
}

/** The collections of a schema with their numbers in this database. */
export class Catalog {
  readonly schema: Schema;
  readonly #byName: ReadonlyMap<string, TableEntry>;
  readonly #byNumber: ReadonlyMap<number, TableEntry>;

  constructor(schema: Schema, entries: readonly TableEntry[]) {
    this.schema = schema;
    this.#byName = new Map(entries.map((entry) => [entry.collection.name, entry]));
    this.#byNumber = new Map(entries.map((entry) => [entry.number, entry]));
  }

  named(name: string): TableEntry {
    return present(this.#byName.get(name), `collection ${name} is in the catalog`);
  }

  /** Undefined for a collection that an earlier version of the product had. */
  numbered(number: number): TableEntry | undefined {
    return this.#byNumber.get(number);
  }
}

/** Gives every collection of the schema its number and reads all numbers. */
export async function openCatalog(database: Queryable, schema: Schema): Promise<Catalog> {
  const names = [...schema.collections.keys()].toSorted();
  await database.query(
    `insert into hub.collections (name) select * from unnest($1::text[]) on conflict do nothing`,
    [names],
  );
  const { rows } = await database.query<{ id: number; name: string }>(
    `select id, name from hub.collections`,
  );
  const entries = rows.flatMap(({ id, name }) => {
    const collection = schema.collections.get(name);
    if (collection === undefined) return [];
    return [
      {
        collection,
        number: id,
        columns: contentColumns(collection),
        derived: derivedColumns(collection),
      },
    ];
  });
  return new Catalog(schema, entries);
}
