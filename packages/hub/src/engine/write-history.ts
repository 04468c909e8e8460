import type { ScopeKey } from "@healthops/schema/scope";
import { literal, quoted } from "@healthops/schema/tables/quote";
import { plainArray, textArray } from "../database/array-literal.ts";
import type { Catalog, TableEntry } from "./catalog.ts";
import type { Change, WorkingRecord } from "./working-set.ts";
import type { Parameters } from "./write-parameters.ts";
import type { StatementPart } from "./write-records.ts";
import { newRows } from "./write-records.ts";

const COLUMNS = `collection_id, record_id, version, op, at_us, person_id, replica_id, device_time_ms,
  reason, scope_ids, left_scope_ids, before, after`;
/** PostgreSQL takes 100 arguments; two a field. */
const FIELDS_AT_ONCE = 50;

/** What many history rows have in common, sent once and referred to by number. */
class Circumstances {
  readonly #numbers = new Map<string, number>();
  readonly #rows: { change: Change; scopeIds: string; leftScopeIds: string }[] = [];
  readonly #idOf: (scope: ScopeKey) => number;
  #last: { readonly change: Change; readonly number: number } | null = null;

  constructor(idOf: (scope: ScopeKey) => number) {
    this.#idOf = idOf;
  }

  numberOf(change: Change): number {
    // Most changes stand beside others of the same person in the same scopes.
    if (this.#last !== null && sameCircumstances(this.#last.change, change)) {
      return this.#last.number;
    }
    const number = this.#numbered(change);
    this.#last = { change, number };
    return number;
  }

  #numbered(change: Change): number {
    const scopeIds = plainArray(change.scopes.map(this.#idOf));
    const leftScopeIds = plainArray(change.leftScopes.map(this.#idOf));
    const key = `${change.personId}|${change.replicaId}|${scopeIds}|${leftScopeIds}|${change.reason}`;
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#rows.push({ change, scopeIds, leftScopeIds });
    this.#numbers.set(key, this.#rows.length);
    return this.#rows.length;
  }

  part(parameters: Parameters): StatementPart {
    const arrays = [
      parameters.add(plainArray(this.#rows.map(({ change }) => change.personId)), "uuid[]"),
      parameters.add(plainArray(this.#rows.map(({ change }) => change.replicaId)), "uuid[]"),
      parameters.add(textArray(this.#rows.map(({ change }) => change.reason)), "text[]"),
      parameters.add(textArray(this.#rows.map(({ scopeIds }) => scopeIds)), "text[]"),
      parameters.add(textArray(this.#rows.map(({ leftScopeIds }) => leftScopeIds)), "text[]"),
    ];
    return {
      name: "circumstances",
      text: `select person_id, replica_id, reason, scopes::integer[], left_scopes::integer[], number
        from unnest(${arrays.join(", ")})
          with ordinality as d (person_id, replica_id, reason, scopes, left_scopes, number)`,
      counted: false,
    };
  }
}

function sameCircumstances(one: Change, other: Change): boolean {
  return (
    one.personId === other.personId &&
    one.replicaId === other.replicaId &&
    one.reason === other.reason &&
    sameKeys(one.scopes, other.scopes) &&
    sameKeys(one.leftScopes, other.leftScopes)
  );
}

function sameKeys(one: readonly ScopeKey[], other: readonly ScopeKey[]): boolean {
  return one.length === other.length && one.every((key, index) => key === other[index]);
}

/**
 * One history row for each accepted change. A record that was created and not touched again in the
 * batch takes its values from the rows that are inserted anyway; other changes bring theirs.
 */
export function writeHistory(
  parameters: Parameters,
  catalog: Catalog,
  records: readonly WorkingRecord[],
  at_us: number,
  idOfScope: (scope: ScopeKey) => number,
): StatementPart[] {
  const circumstances = new Circumstances(idOfScope);
  const at = parameters.add(String(at_us), "bigint");
  const created = records.filter((record) => record.loaded === null);
  const parts = [...Map.groupBy(created, (record) => record.collection.name)].flatMap(
    ([name, own]) => creationHistory(parameters, catalog.named(name), own, at, circumstances),
  );
  const changes = records.filter((record) => !isPlainCreation(record)).flatMap(changesOf);
  if (changes.length > 0) {
    parts.push(changeHistory(parameters, catalog, changes, at, circumstances));
  }
  return [circumstances.part(parameters), ...parts];
}

function isPlainCreation(record: WorkingRecord): boolean {
  return record.loaded === null && record.changes.length === 1;
}

function changesOf(record: WorkingRecord): { record: WorkingRecord; change: Change }[] {
  return record.changes.map((change) => ({ record, change }));
}

/** `created`: all new records of one collection, in the order in which they are inserted. */
function creationHistory(
  parameters: Parameters,
  entry: TableEntry,
  created: readonly WorkingRecord[],
  at: string,
  circumstances: Circumstances,
): StatementPart[] {
  const plain = created.filter(isPlainCreation);
  if (plain.length === 0) return [];
  const ordinals = created.flatMap((record, index) => (isPlainCreation(record) ? [index + 1] : []));
  const changes = plain.flatMap((record) => record.changes);
  const numbers = changes.map((change) => circumstances.numberOf(change));
  const times = changes.map((change) => change.deviceTime_ms);
  const arrays = [
    parameters.add(plainArray(ordinals), "bigint[]"),
    parameters.add(plainArray(numbers), "bigint[]"),
    parameters.add(plainArray(times), "bigint[]"),
  ];
  return [
    {
      name: `created_${entry.number}`,
      text: `insert into hub.history (${COLUMNS})
        select ${entry.number}, n.id, 1, 'create', ${at}, c.person_id, c.replica_id, d.device_time_ms,
          c.reason, c.scopes, c.left_scopes, '{}', ${contentJson(entry)}
        from unnest(${arrays.join(", ")}) as d (ordinal, number, device_time_ms)
        join ${newRows(entry)} n on n.ordinal = d.ordinal
        join circumstances c on c.number = d.number`,
      counted: false,
    },
  ];
}

/** The content columns of a new row as one JSON object by field names. */
function contentJson(entry: TableEntry): string {
  const pairs = entry.columns.map(({ field, column }) => `${literal(field)}, n.${quoted(column)}`);
  const objects: string[] = [];
  for (let from = 0; from < pairs.length; from += FIELDS_AT_ONCE) {
    objects.push(`jsonb_build_object(${pairs.slice(from, from + FIELDS_AT_ONCE).join(", ")})`);
  }
  return objects.join(" || ");
}

function changeHistory(
  parameters: Parameters,
  catalog: Catalog,
  rows: readonly { record: WorkingRecord; change: Change }[],
  at: string,
  circumstances: Circumstances,
): StatementPart {
  const numbers = rows.map(({ record }) => catalog.named(record.collection.name).number);
  const arrays = [
    parameters.add(plainArray(numbers), "smallint[]"),
    parameters.add(plainArray(rows.map(({ record }) => record.id)), "uuid[]"),
    parameters.add(plainArray(rows.map(({ change }) => change.version)), "integer[]"),
    parameters.add(textArray(rows.map(({ change }) => change.op)), "text[]"),
    parameters.add(plainArray(rows.map(({ change }) => change.deviceTime_ms)), "bigint[]"),
    parameters.add(
      plainArray(rows.map(({ change }) => circumstances.numberOf(change))),
      "bigint[]",
    ),
    parameters.add(textArray(rows.map(({ change }) => JSON.stringify(change.before))), "jsonb[]"),
    parameters.add(textArray(rows.map(({ change }) => JSON.stringify(change.after))), "jsonb[]"),
  ];
  return {
    name: "remembered",
    text: `insert into hub.history (${COLUMNS})
      select d.collection, d.id, d.version, d.op, ${at}, c.person_id, c.replica_id, d.device_time_ms,
        c.reason, c.scopes, c.left_scopes, d.before, d.after
      from unnest(${arrays.join(", ")})
        as d (collection, id, version, op, device_time_ms, number, before, after)
      join circumstances c on c.number = d.number`,
    counted: false,
  };
}
