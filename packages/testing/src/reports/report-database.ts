import { present } from "@healthops/base/assert";
import type { Collection } from "@healthops/schema/collection";
import { completeContent } from "@healthops/schema/content";
import { compileList } from "@healthops/schema/list/compile-list";
import type { ListQuery } from "@healthops/schema/list/list-query";
import type { Page } from "@healthops/schema/list/page";
import { pageOf } from "@healthops/schema/list/page";
import type { Totals, TotalsQuery } from "@healthops/schema/list/totals";
import { compileTotals, totalsOf } from "@healthops/schema/list/totals";
import type { Content } from "@healthops/schema/record";
import { tableShape } from "@healthops/schema/tables/table-shapes";
import { migrateTables } from "@healthops/schema/tables/migrate-tables";
import type { AnyDatabase } from "../conformance/two-databases.ts";
import { openSqlite } from "../conformance/two-databases.ts";

/** A database as reports read it: the same statements on real SQLite, without a replica around it. */
export class ReportDatabase {
  readonly #database: AnyDatabase;
  readonly #collections: ReadonlyMap<string, Collection>;

  private constructor(database: AnyDatabase, collections: readonly Collection[]) {
    this.#database = database;
    this.#collections = new Map(collections.map((collection) => [collection.name, collection]));
  }

  static async open(collections: readonly Collection[]): Promise<ReportDatabase> {
    const database = await openSqlite();
    const shapes = collections.map((collection) => tableShape(collection, "sqlite"));
    await migrateTables(database, "sqlite", shapes);
    return new ReportDatabase(database, collections);
  }

  /** Inserts records; fields that are left out have their defaults. */
  async insert(
    collection: string,
    records: readonly { readonly id: string; readonly fields: Content }[],
  ): Promise<void> {
    const declared = this.#declared(collection);
    await this.#database.insert(
      declared,
      records.map(({ id, fields }) => ({
        id,
        version: 1,
        createdAt_us: 1,
        updatedAt_us: 1,
        content: completeContent(declared, fields),
      })),
    );
  }

  async list(collection: string, query: ListQuery = {}): Promise<Page> {
    const declared = this.#declared(collection);
    const rows = await this.#database.run(compileList(declared, query, "sqlite"));
    return pageOf(declared, query, "sqlite", rows);
  }

  async totals(collection: string, query: TotalsQuery): Promise<readonly Totals[]> {
    const declared = this.#declared(collection);
    const rows = await this.#database.run(compileTotals(declared, query, "sqlite"));
    return totalsOf(declared, query, "sqlite", rows);
  }

  close(): Promise<void> {
    return this.#database.close();
  }

  #declared(name: string): Collection {
    return present(this.#collections.get(name), `there is no collection ${name}`);
  }
}
