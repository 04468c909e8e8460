import pg from "pg";

/** A statement as the hub sent it. */
export interface SentStatement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** The statements that were sent while `work` ran, on whichever connection, each text once. */
export async function statementsOf(
  work: () => Promise<unknown>,
): Promise<readonly SentStatement[]> {
  const sent = new Map<string, SentStatement>();
  const proto = pg.Client.prototype;
  const original = Object.getOwnPropertyDescriptor(proto, "query");
  const query: unknown = original?.value;
  if (typeof query !== "function") throw new Error("pg has another way to ask");
  Object.defineProperty(proto, "query", {
    ...original,
    value(this: pg.Client, ...args: unknown[]): unknown {
      const statement = sentIn(args);
      if (statement !== null) sent.set(statement.text, statement);
      return Reflect.apply(query, this, args);
    },
  });
  try {
    await work();
  } finally {
    Object.defineProperty(proto, "query", original ?? {});
  }
  return [...sent.values()];
}

const EXPLAINABLE = /^\s*(select|insert|update|delete|with)\b/i;

function sentIn([asked, values]: readonly unknown[]): SentStatement | null {
  const config = typeof asked === "object" && asked !== null ? asked : { text: asked };
  const text: unknown = "text" in config ? config.text : null;
  if (typeof text !== "string" || !EXPLAINABLE.test(text)) return null;
  const own: unknown = "values" in config ? config.values : values;
  return { text, values: Array.isArray(own) ? own : [] };
}

/** Where a plan reads a whole table or a whole index. */
export interface WholeRead {
  readonly statement: string;
  readonly relation: string;
  readonly node: string;
}

/**
 * Reads of one of these tables that do not begin at a key: the whole table, or an index by another column
 * than its first, which is a read of the whole index.
 */
export async function wholeReads(
  database: {
    query(text: string, values?: unknown[]): Promise<{ rows: Record<string, unknown>[] }>;
  },
  { text, values }: SentStatement,
  tables: ReadonlySet<string>,
): Promise<readonly WholeRead[]> {
  const leading = await firstColumns(database);
  // Also of a table that is small here it says whether an index would serve.
  await database.query("set enable_seqscan = off");
  const { rows } = await database.query(`explain (format json) ${text}`, [...values]);
  await database.query("reset enable_seqscan");
  const found: WholeRead[] = [];
  const walk = (node: unknown, table: string | null): void => {
    if (Array.isArray(node)) return node.forEach((one) => walk(one, table));
    if (typeof node !== "object" || node === null) return;
    const of = new Map(Object.entries(node));
    const kind = String(of.get("Node Type"));
    const relation = of.has("Relation Name") ? String(of.get("Relation Name")) : table;
    const index = of.get("Index Name");
    const isKeyed = String(of.get("Index Cond") ?? "").includes(leading.get(String(index)) ?? "\0");
    const isWhole = kind === "Seq Scan" || (index !== undefined && !isKeyed);
    if (relation !== null && tables.has(relation) && isWhole)
      found.push({ statement: text, relation, node: `${kind} ${String(index ?? "")}`.trim() });
    for (const [key, value] of of) if (key === "Plans" || key === "Plan") walk(value, relation);
  };
  walk(rows[0]?.["QUERY PLAN"], null);
  return found;
}

async function firstColumns(
  database: Parameters<typeof wholeReads>[0],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await database.query(
    `select c.relname as index, pg_get_indexdef(i.indexrelid, 1, true) as first
      from pg_index i join pg_class c on c.oid = i.indexrelid`,
  );
  return new Map(
    rows.map(({ index, first }) => [String(index), String(first).split(/[ (:]/)[0] ?? ""]),
  );
}
