import type { FieldFault } from "@healthops/base/problem";
import { isId } from "@healthops/base/ids";
import type { Group } from "@healthops/protocol/wire/push";
import type { Collection } from "@healthops/schema/collection";
import type { Content } from "@healthops/schema/record";
import type { Schema } from "@healthops/schema/schema";
import type { Queryable } from "../database/pool.ts";
import type { WorkingSet } from "./working-set.ts";

/** The ids that a batch refers to and that exist, by collection. */
export type ExistingReferences = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Remembers which records exist, because the same few (a person, a site) are referred to all the
 * time. Records are never physically deleted, so what it remembers stays true.
 */
export class ReferenceMemory {
  readonly #remembered = new Map<string, Set<string>>();
  /** So that a hub that runs for months does not keep every id it ever saw. */
  readonly #idsMax: number;

  constructor(idsMax = 50_000) {
    this.#idsMax = idsMax;
  }

  /** Which of the ids that the groups refer to exist: at most one query per collection referred to. */
  async existing(
    connection: Queryable,
    schema: Schema,
    groups: Iterable<Group>,
  ): Promise<ExistingReferences> {
    const existing = new Map<string, ReadonlySet<string>>();
    for (const [target, wanted] of wantedReferences(schema, groups)) {
      const remembered = this.#remembered.get(target) ?? new Set<string>();
      const found = new Set([...wanted].filter((id) => remembered.has(id)));
      const unknown = [...wanted].filter((id) => !remembered.has(id));
      for (const id of await this.#ask(connection, target, unknown)) found.add(id);
      existing.set(target, found);
    }
    return existing;
  }

  async #ask(connection: Queryable, target: string, ids: readonly string[]): Promise<string[]> {
    if (ids.length === 0) return [];
    const { rows } = await connection.query<{ id: string }>({
      name: `exists_${target}`,
      text: `select id from data.${target} where id = any($1::uuid[])`,
      values: [`{${ids.join(",")}}`],
    });
    const before = this.#remembered.get(target) ?? [];
    const kept = rows.length + [...before].length > this.#idsMax ? [] : before;
    this.#remembered.set(target, new Set([...kept, ...rows.map((row) => row.id)]));
    return rows.map((row) => row.id);
  }
}

function wantedReferences(schema: Schema, groups: Iterable<Group>): Map<string, Set<string>> {
  const wanted = new Map<string, Set<string>>();
  for (const group of groups) {
    for (const mutation of group.mutations) {
      const collection = schema.collections.get(mutation.collection);
      if (collection === undefined) continue;
      for (const [field, target] of referenceFields(collection)) {
        const id = mutation.fields[field];
        if (isId(id)) wanted.set(target, (wanted.get(target) ?? new Set()).add(id));
      }
    }
  }
  return wanted;
}

/** A fault for each reference that changed to a record which neither the hub nor this batch has. */
export function missingReferences(
  existing: ExistingReferences,
  working: WorkingSet,
  collection: Collection,
  before: Content | undefined,
  after: Content,
): FieldFault[] {
  const faults: FieldFault[] = [];
  for (const [field, target] of referenceFields(collection)) {
    const id = after[field];
    if (typeof id !== "string" || before?.[field] === id) continue;
    if (existing.get(target)?.has(id) === true || working.get(target, id) !== undefined) continue;
    faults.push({
      field,
      message: `refers to a record of ${target} that does not exist.`,
      allowed: `an id of ${target}`,
    });
  }
  return faults;
}

const referencesOf = new WeakMap<Collection, readonly (readonly [string, string])[]>();

function referenceFields(collection: Collection): readonly (readonly [string, string])[] {
  let fields = referencesOf.get(collection);
  if (fields === undefined) {
    fields = Object.entries(collection.fields).flatMap(([name, field]) =>
      field.to === undefined ? [] : [[name, field.to] as const],
    );
    referencesOf.set(collection, fields);
  }
  return fields;
}
