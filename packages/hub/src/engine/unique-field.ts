import type { FieldFault } from "@healthops/base/problem";
import { assert } from "@healthops/base/assert";
import { tableName } from "@healthops/schema/tables/quote";
import type { ChangedRecord, HubRule, RuleContext } from "./rules.ts";

/** Names that come from the code, never from anybody's input. */
const COLUMN = /^[a-z_]+$/;

/**
 * No two records of a collection that are not deleted have the same text in a field, whichever door they
 * are made or changed through. Empty is nobody's.
 */
export function uniqueField(
  collection: string,
  { field, column }: { readonly field: string; readonly column: string },
  fault: FieldFault,
): HubRule {
  assert(COLUMN.test(column), `${column} is a column`);
  const textOf = ({ after }: ChangedRecord): string | null => {
    const value = after[field];
    return typeof value === "string" ? value : null;
  };
  return {
    collections: [collection],
    async check(context, changed) {
      const named = changed.filter((record) => !record.deleted && textOf(record) !== null);
      const texts = [...new Set(named.flatMap((record) => textOf(record) ?? []))].toSorted();
      if (texts.length === 0) return [];
      // held until the commit: two hubs that add the same text at once wait for each other
      await context.connection.query(
        `select pg_advisory_xact_lock(hashtextextended($2 || text, 0))
         from (select unnest($1::text[]) as text order by 1) as texts`,
        [texts, `${field}:`],
      );
      const holders = await holdersOf(context, texts);
      const isTaken = named.some((record) =>
        holders.get(textOf(record) ?? "")?.some((id) => id !== record.id),
      );
      return isTaken ? [fault] : [];
    },
  };

  /** Ids by text, as they will be after the batch. */
  async function holdersOf(
    { connection, pending }: RuleContext,
    texts: readonly string[],
  ): Promise<ReadonlyMap<string, readonly string[]>> {
    const batch = pending(collection);
    const { rows } = await connection.query<{ id: string; text: string }>(
      `select id, ${column} as text from ${tableName("postgres", collection)}
       where ${column} = any($1) and not deleted and not id = any($2::uuid[])`,
      [[...texts], batch.map((record) => record.id)],
    );
    const alive = batch.flatMap((record) => {
      const text = record.deleted ? null : textOf(record);
      return text === null ? [] : [{ id: record.id, text }];
    });
    const holders = new Map<string, string[]>();
    for (const { id, text } of [...rows, ...alive]) {
      holders.set(text, [...(holders.get(text) ?? []), id]);
    }
    return holders;
  }
}
