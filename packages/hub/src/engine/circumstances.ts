import type { ScopeKey } from "@healthops/schema/scope";
import { plainArray } from "../database/array-literal.ts";
import type { Change } from "./working-set.ts";
import type { Parameters } from "./write-parameters.ts";
import type { StatementPart } from "./write-records.ts";

/** What many history rows have in common, sent once and referred to by number. */
export class Circumstances {
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
      parameters.array(
        "uuid",
        this.#rows.map(({ change }) => change.personId),
      ),
      parameters.array(
        "uuid",
        this.#rows.map(({ change }) => change.replicaId),
      ),
      parameters.array(
        "text",
        this.#rows.map(({ change }) => change.reason),
      ),
      parameters.array(
        "text",
        this.#rows.map(({ scopeIds }) => scopeIds),
      ),
      parameters.array(
        "text",
        this.#rows.map(({ leftScopeIds }) => leftScopeIds),
      ),
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
