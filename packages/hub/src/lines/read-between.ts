import type { ScopeKey } from "@healthops/schema/scope";
import type { Queryable, Row } from "../database/pool.ts";
import type { Between } from "./judge.ts";

interface LaterRow extends Row {
  readonly number: number | null;
  readonly since_us: number | null;
}

interface FromRow extends Row {
  readonly key: ScopeKey;
  readonly from_position: number;
}

/** What the hub's books say of the lines after a device's own. */
export async function readBetween(
  connection: Queryable,
  lineId: string,
  scopes: readonly ScopeKey[],
): Promise<Between> {
  const { rows: later } = await connection.query<LaterRow>({
    name: "lines_after",
    text: `select l.number, (select n.since_us from hub.lines n where n.number > l.number
        order by n.since_us limit 1) as since_us
      from hub.lines l where l.id = $1`,
    values: [lineId],
  });
  const own = later[0];
  // A line of another branch: nothing is known of where it left this one.
  if (own === undefined) return { froms: null, since_us: 0 };
  const { rows } = await connection.query<FromRow>({
    name: "scope_lines_after",
    text: `select s.key, min(f.from_position) as from_position
      from hub.scopes s join hub.scope_lines f on f.scope_id = s.id
      where s.key = any($1::text[]) and f.line > $2 group by s.key`,
    values: [scopes, own.number],
  });
  return {
    froms: new Map(rows.map((row) => [row.key, row.from_position])),
    since_us: own.since_us ?? 0,
  };
}
