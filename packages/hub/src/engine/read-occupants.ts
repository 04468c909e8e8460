import type { Collection } from "@healthops/schema/collection";
import { columnOf } from "@healthops/schema/columns";
import type { Occupant, Window } from "@healthops/schema/no-overlap/books";
import type { NoOverlap } from "@healthops/schema/no-overlap/declared";
import { keyOf, occupationsOf, ruleOf, valuesOf } from "@healthops/schema/no-overlap/occupations";
import type { Content } from "@healthops/schema/record";
import type { ScopeKey } from "@healthops/schema/scope";
import { scopesOf } from "@healthops/schema/scope";
import { columnType } from "@healthops/schema/tables/column-type";
import { literal, quoted, tableName } from "@healthops/schema/tables/quote";
import type { Queryable, Row } from "../database/pool.ts";
import { scopeFactsOf, scopesOfFacts } from "./scope-facts.ts";

/** A record that takes up its time, and who may know of it. */
export interface HubOccupant extends Occupant {
  readonly scopes: readonly ScopeKey[];
}

interface OccupantRow extends Row {
  readonly id: string;
  readonly starts_at: string;
  readonly ends_at: string | null;
  readonly taken: Content;
  readonly facts: readonly unknown[];
}

/** As it is with this content; null: it takes up nothing. */
export function occupantOf(
  collection: Collection,
  id: string,
  content: Content,
): HubOccupant | null {
  const occupations = occupationsOf(collection, content);
  const [first] = occupations;
  if (first === undefined) return null;
  const keys = occupations.map(keyOf);
  const scopes = scopesOf(collection, id, content);
  return { id, keys, startsAt: first.from, endsAt: first.to, scopes };
}

/** Keeps others from taking up these things until the commit: whoever does waits. */
export async function holdKeys(
  connection: Queryable,
  { name }: Collection,
  windows: readonly Window[],
): Promise<void> {
  await connection.query({
    name: "hold_apart",
    text: `select pg_advisory_xact_lock(hashtextextended($1 || key, 0))
      from (select unnest($2::text[]) as key order by 1) as keys`,
    values: [`apart:${name}:`, windows.map(({ key }) => key)],
  });
}

/**
 * What takes up the keys within their times, by an index on what is taken and until when. `limit` bounds what
 * is read of one key.
 */
export async function readOccupants(
  connection: Queryable,
  collection: Collection,
  windows: readonly Window[],
  limit: number | null = null,
): Promise<readonly HubOccupant[]> {
  const { rows } = await connection.query<OccupantRow>({
    name: `apart_${collection.name}${limit === null ? "" : "_near"}`.slice(0, NAME_MAX),
    text: textFor(collection, limit),
    values: collection.noOverlap.flatMap(({ by }, rule) => {
      const own = windows.filter(({ key }) => ruleOf(key) === rule);
      const values = own.map(({ key }) => valuesOf(key));
      return [
        ...by.map((_, at) => values.map((tuple) => tuple[at])),
        own.map(({ startsAt }) => startsAt),
        own.map(({ endsAt }) => endsAt),
      ];
    }),
  });
  return rows.map((row) => ({
    id: row.id,
    keys: occupationsOf(collection, row.taken).map(keyOf),
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    scopes: scopesOfFacts(collection, row.id, row.facts),
  }));
}

/** What PostgreSQL keeps of a name. */
const NAME_MAX = 63;

const texts = new WeakMap<Collection, Map<number | null, string>>();

function textFor(collection: Collection, limit: number | null): string {
  const known = texts.get(collection) ?? new Map<number | null, string>();
  texts.set(collection, known);
  let text = known.get(limit);
  if (text === undefined) {
    let next = 1;
    const parts = collection.noOverlap.map((rule) => {
      const first = next;
      next += rule.by.length + 2;
      return ruleText(collection, rule, first, limit);
    });
    known.set(limit, (text = parts.join(" union all ")));
  }
  return text;
}

function ruleText(
  collection: Collection,
  rule: NoOverlap,
  first: number,
  limit: number | null,
): string {
  const column = (field: string): string => `r.${quoted(columnOf(collection, field).column)}`;
  const kindOf = (field: string) => columnOf(collection, field).kind;
  const kinds = rule.by.map(kindOf);
  const types = kinds.map((kind) =>
    kind === "set" ? "text" : columnType("postgres", kind).replace(/ collate .*$/, ""),
  );
  const timeType = kindOf(rule.from) === "date" ? "date" : "text";
  const time = (name: string): string =>
    timeType === "date" ? `w.${name}` : `w.${name} collate "C"`;
  const arrays = [...types, timeType, timeType].map((type, at) => `$${first + at}::${type}[]`);
  const names = [...rule.by.map((_, at) => `k${at}`), "f", "t"];
  const same = rule.by.map((field, at) =>
    kinds[at] === "set" ? `${column(field)} ? w.k${at}` : `${column(field)} = w.k${at}`,
  );
  const [from, to] = [column(rule.from), column(rule.to)];
  const taken = [...new Set(collection.noOverlap.flatMap(fieldsOf))];
  const pairs = taken.map((field) => `${literal(field)}, ${column(field)}`);
  const found = `r.id, ${from}::text as starts_at, ${to}::text as ends_at,
      jsonb_build_object(${pairs.join(", ")}) as taken, ${scopeFactsOf(collection, "r")} as facts
    from ${tableName("postgres", collection.name)} as r
    where ${same.join(" and ")} and (w.t is null or ${from} < ${time("t")}) and not r.deleted${statesText(rule, column)}`;
  // The bound also keeps the planner from reading the table as a whole.
  const bound = limit === null ? "offset 0" : `limit ${limit}`;
  return `select found.* from unnest(${arrays.join(", ")}) as w (${names.join(", ")})
    cross join lateral (
      (select ${found} and ${to} > ${time("f")} ${bound})
      union all (select ${found} and ${to} is null ${bound})
    ) as found`;
}

function fieldsOf({ by, from, to, while: states }: NoOverlap): readonly string[] {
  return [...by, from, to, ...(states === undefined ? [] : [states.field])];
}

function statesText({ while: states }: NoOverlap, column: (field: string) => string): string {
  if (states === undefined) return "";
  const values = states.is.map((state) =>
    typeof state === "boolean" ? String(state) : literal(String(state)),
  );
  return ` and ${column(states.field)} in (${values.join(", ")})`;
}
