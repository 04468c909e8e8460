import { assert } from "@healthops/base/assert";
import type { Fields } from "./field.ts";
import type { About, Permissions } from "./permission.ts";
import type { ScopeRule } from "./scope.ts";

/** Everything in a declaration that names fields of its record. */
interface Naming {
  readonly fields: Fields;
  readonly scopes: readonly ScopeRule[];
  readonly permissions: Permissions;
  readonly about?: About | null;
  readonly indexes?: readonly (readonly string[])[];
  readonly defaultSort?: readonly (readonly [string, "asc" | "desc"])[];
  readonly columns?: readonly string[];
  readonly titleField?: string;
}

/** What a declaration names is there: one that names another field is a defect at the start. */
export function assertFieldsNamed(collection: string, declared: Naming): void {
  const { fields, scopes, permissions, about, indexes = [], defaultSort = [] } = declared;
  const demand = (what: string, names: readonly (string | undefined)[]): void => {
    for (const name of names) {
      const isThere = name === undefined || name === "id" || Object.hasOwn(fields, name);
      assert(isThere, `${what} of ${collection}: ${name} is a field of the record`);
    }
  };
  demand("indexes", indexes.flat());
  demand(
    "defaultSort",
    defaultSort.map(([field]) => field),
  );
  demand("columns", declared.columns ?? []);
  demand("titleField", [declared.titleField]);
  demand("about", [about?.collection, about?.id]);
  for (const rule of scopes) {
    demand("scopes", ["field" in rule ? rule.field : undefined]);
    demand("scopes", ["when" in rule ? rule.when?.field : undefined]);
    const lists = rule.kind !== "listed" || fields[rule.field]?.kind === "set";
    assert(lists, `scopes of ${collection}: ${rule.kind === "listed" ? rule.field : ""} is a set`);
  }
  const { create, update, delete: remove = [] } = permissions;
  demand(
    "permissions",
    [...create, ...update, ...remove].flatMap(({ own, site }) => [own, site]),
  );
}
