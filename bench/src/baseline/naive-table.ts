import { recordColumns } from "@healthops/schema/columns";
import { exercises } from "@healthops/wellness/collections/exercises";

/** A record as the naive parts exchange it: one object by column names. */
export type NaiveRow = Readonly<Record<string, unknown>>;

export const NAIVE_TABLE = "naive.exercises";
export const NAIVE_COLUMNS: readonly string[] = recordColumns(exercises).map(
  ({ column }) => column,
);

/**
 * The same table with the same rows and indexes as the product's, and the index on the time of
 * change that pulling by time needs.
 */
export const NAIVE_SETUP: readonly string[] = [
  "create schema naive",
  `create table ${NAIVE_TABLE} (like data.exercises including all)`,
  `create index on ${NAIVE_TABLE} (updated_at_us)`,
];

/** Copies the product's rows that are not there yet. */
export const NAIVE_COPY = `insert into ${NAIVE_TABLE} select * from data.exercises on conflict do nothing`;
