import { openPool } from "@healthops/hub/database/pool";
import { exercises } from "@healthops/wellness/collections/exercises";
import { searchTextOf } from "@healthops/schema/search-text";
import type { FastifyInstance } from "fastify";
import { fastify } from "fastify";
import type pg from "pg";
import { peakMemory_bytes } from "../programs/memory.ts";
import { serveCalls } from "../programs/serve-calls.ts";
import type { NaiveRow } from "./naive-table.ts";
import { NAIVE_COLUMNS, NAIVE_TABLE } from "./naive-table.ts";

/** The server that people write first, on the same database and the same HTTP framework. */
export interface NaiveHubCalls {
  open(options: { databaseUrl: string }): Promise<{ url: string }>;
  /** Changes that many rows, as a push from elsewhere would. */
  touch(count: number): Promise<void>;
  peakMemory_bytes(nothing: null): number;
}

const BODY_MAX_bytes = 64 * 1024 * 1024;
const NOW_US = "(extract(epoch from clock_timestamp()) * 1000000)::bigint";

const WRITTEN = NAIVE_COLUMNS.filter((column) => !column.endsWith("_at_us"));
const INSERT = `insert into ${NAIVE_TABLE}
  (created_at_us, updated_at_us, search_text, ${WRITTEN.join(", ")})
  values (${NOW_US}, ${NOW_US}, $1, ${WRITTEN.map((_, index) => `$${index + 2}`).join(", ")})`;
const UPDATE = `update ${NAIVE_TABLE} set updated_at_us = ${NOW_US}, search_text = $1,
  ${WRITTEN.map((column, index) => `${column} = $${index + 2}`).join(", ")} where id = $2`;

const PUSH_BODY = {
  type: "object",
  required: ["records"],
  properties: {
    records: {
      type: "array",
      items: {
        type: "object",
        required: ["id", "performed_on", "activity", "duration_minutes"],
        properties: {
          id: { type: "string", format: "uuid" },
          performed_on: { type: "string", format: "date" },
          activity: { type: "string", minLength: 1, maxLength: 200 },
          duration_minutes: { type: "number", minimum: 0, maximum: 1440 },
        },
      },
    },
  },
} as const;

let app: FastifyInstance | null = null;
let pool: pg.Pool | null = null;

serveCalls<NaiveHubCalls>(
  {
    async open({ databaseUrl }) {
      pool = openPool(databaseUrl);
      app = fastify({ bodyLimit: BODY_MAX_bytes });
      addRoutes(app, pool);
      return { url: await app.listen({ host: "127.0.0.1", port: 0 }) };
    },
    async touch(count) {
      await pool?.query(
        `update ${NAIVE_TABLE} set updated_at_us = ${NOW_US}, version = version + 1
          where id in (select id from ${NAIVE_TABLE} order by id desc limit $1)`,
        [count],
      );
    },
    peakMemory_bytes: () => peakMemory_bytes(),
  },
  async () => {
    await app?.close();
    await pool?.end();
  },
);

function addRoutes(server: FastifyInstance, database: pg.Pool): void {
  server.post<{ Body: { records: NaiveRow[] } }>(
    "/push",
    { schema: { body: PUSH_BODY } },
    async ({ body }) => {
      for (const record of body.records) await save(database, record);
      return { accepted: body.records.length };
    },
  );

  server.get<{ Querystring: { since: string; person: string } }>("/pull", async ({ query }) => {
    const { rows } = await database.query<NaiveRow>(
      `select ${NAIVE_COLUMNS.join(", ")} from ${NAIVE_TABLE}
        where updated_at_us > $1 and person_id = $2`,
      [query.since, query.person],
    );
    return { records: rows };
  });
}

/** One record: is it there? Then change it, else add it; each statement its own transaction. */
async function save(database: pg.Pool, record: NaiveRow): Promise<void> {
  const found = await database.query(`select id from ${NAIVE_TABLE} where id = $1`, [record["id"]]);
  const search = searchTextOf(exercises, { activity: String(record["activity"]) });
  const values = [search, ...WRITTEN.map((column) => record[column] ?? null)];
  // `id` is the first of the written columns, so the second value.
  await database.query(found.rowCount === 0 ? INSERT : UPDATE, values);
}
