import { Problem } from "@healthops/base/problem";
import type { Schema } from "@healthops/schema/schema";
import type { TableShape } from "@healthops/schema/tables/table-shapes";
import type { Queryable, Row } from "./pool.ts";

/** What ran on a database before this hub: nothing or an older version, the same, or a newer one. */
export type RanBefore = "older" | "same" | "newer";

/** Whether a later schema than this one has run here: the database remembers them in their order [UPG1]. */
export async function hasRunNewer(connection: Queryable, { version }: Schema): Promise<boolean> {
  const { rows: there } = await connection.query<{ there: boolean }>(
    "select to_regclass('hub.schema_versions') is not null as there",
  );
  if (there[0]?.there !== true) return false;
  return (await laterVersions(connection, version)).length > 0;
}

/** The versions that ran here after that one first did; none when it never has. */
async function laterVersions(connection: Queryable, version: string): Promise<readonly string[]> {
  const { rows } = await connection.query<{ version: string }>(
    `select later.version from hub.schema_versions own join hub.schema_versions later
        on later.first_seen_at > own.first_seen_at
      where own.version = $1`,
    [version],
  );
  return rows.map((row) => row.version);
}

interface ColumnRow extends Row {
  readonly table: string;
  readonly name: string;
  readonly type: string;
  /** A row without a value for it is refused. */
  readonly needed: boolean;
}

/**
 * Throws Problem `newer_tables` unless this hub can work on the tables of a newer one as they are: its own
 * columns are all there, and the others need no value from it.
 */
export async function assertCanRunOn(
  connection: Queryable,
  shapes: readonly TableShape[],
): Promise<void> {
  const { rows } = await connection.query<ColumnRow>(
    `select c.relname as table, a.attname as name,
        format_type(a.atttypid, a.atttypmod)
          || coalesce(' collate "' || l.collname || '"', '') as type,
        a.attnotnull and not a.atthasdef and a.attidentity = '' as needed
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
        join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        left join pg_collation l on l.oid = a.attcollation and l.collname <> 'default'
      where n.nspname = 'data' and c.relkind in ('r', 'p')`,
  );
  const faults = shapes.flatMap((shape) => faultsOf(shape, rows));
  if (faults.length === 0) return;
  throw new Problem({
    code: "newer_tables",
    status: 500,
    message: `A newer version of HealthOps has changed the tables so that this one cannot work on them: ${faults.join(", ")}. Start the newer version, or restore a backup from before it.`,
    extra: { at: faults },
  });
}

function faultsOf({ name: table, columns }: TableShape, rows: readonly ColumnRow[]): string[] {
  const there = rows.filter((row) => row.table === table);
  const missing = columns.filter(
    ({ name, type }) => !there.some((row) => row.name === name && row.type === type),
  );
  const needed = there.filter(
    (row) => row.needed && !columns.some(({ name }) => name === row.name),
  );
  return [...missing, ...needed].map(({ name }) => `${table}.${name}`);
}

const REMEMBERED_ms = 60_000;
const REMEMBERED_MAX = 100;

/** Tells devices of a later schema than the hub's from all others. */
export class SchemaOrder {
  readonly #db: Queryable;
  readonly #own: string;
  readonly #now: () => number;
  #later: ReadonlySet<string> = new Set();
  /** Versions that were not later when they were looked up, and when. */
  readonly #others = new Map<string, number>();

  constructor(db: Queryable, own: string, now: () => number) {
    this.#db = db;
    this.#own = own;
    this.#now = now;
  }

  /**
   * Throws Problem `hub_older` for a schema that first ran here after this hub's own: this hub would
   * refuse the fields that it does not know and leave them out of its answers [UPG1].
   */
  async assertNotLater(version: string): Promise<void> {
    if (version === this.#own) return;
    if (!this.#later.has(version) && !this.#isRemembered(version)) {
      this.#later = new Set(await laterVersions(this.#db, this.#own));
      if (this.#others.size >= REMEMBERED_MAX) this.#others.clear();
      this.#others.set(version, this.#now());
    }
    if (!this.#later.has(version)) return;
    throw new Problem({
      code: "hub_older",
      status: 503,
      message:
        "This hub is of an older version than this device and will be replaced by a newer one. Try again later; the device keeps its changes until then.",
      extra: { retryAfterSeconds: 15 },
    });
  }

  #isRemembered(version: string): boolean {
    const at = this.#others.get(version);
    return at !== undefined && Math.abs(this.#now() - at) < REMEMBERED_ms;
  }
}
