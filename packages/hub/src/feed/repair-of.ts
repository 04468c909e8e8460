import { sameValue } from "@healthops/protocol/merge/same-value";
import type { Collection } from "@healthops/schema/collection";
import { withDerived } from "@healthops/schema/content";
import type { Operation } from "@healthops/schema/permission";
import type { Content } from "@healthops/schema/record";
import type { ScopeKey } from "@healthops/schema/scope";
import { scopesOf } from "@healthops/schema/scope";
import type { FeedRow } from "../engine/batch-rows.ts";
import type { WorkingRecord } from "../engine/working-set.ts";
import type { KnownState } from "./known-state.ts";

/** What has to be written so that feed and history tell the truth about a record again. */
export interface Repair {
  /** The record with its change for the history, when somebody changed it past the engine. */
  readonly record: WorkingRecord | null;
  readonly feed: readonly FeedRow[];
}

/**
 * Decides the repair of one record [ORD2]; pure. `known` is what its history says (undefined: it has
 * none), `fedIn` the scopes whose feed says that they hold it, `vanished` whether its row was gone
 * from the table.
 */
export function repairOf(
  record: WorkingRecord,
  known: KnownState | undefined,
  fedIn: readonly ScopeKey[],
  circumstances: { readonly vanished: boolean; readonly reason: string },
): Repair {
  const { collection, id } = record;
  const deleted = record.deleted || circumstances.vanished;
  const touched =
    known === undefined ||
    known.version !== record.version ||
    known.deleted !== deleted ||
    differences(collection, known.content, record.content).length > 0;
  const content = touched ? withDerived(collection, record.content) : record.content;
  const scopes = scopesOf(collection, id, content);
  const left = fedIn.filter((key) => !scopes.includes(key));
  const repaired: WorkingRecord = {
    ...record,
    version: Math.max(record.version, known?.version ?? 0) + 1,
    deleted,
    content,
    scopes,
  };
  const behind = touched ? scopes : scopes.filter((key) => !fedIn.includes(key));
  const feed = [
    ...behind.map((scope) => ({ scope, record: repaired, departed: false })),
    ...left.map((scope) => ({ scope, record: repaired, departed: true })),
  ];
  if (!touched) return { record: null, feed };
  const changed = differences(collection, known?.content ?? {}, content);
  const fields = known === undefined ? Object.keys(collection.fields) : changed;
  const change = {
    version: repaired.version,
    op: operation(known, deleted),
    replicaId: null,
    personId: null,
    before: known === undefined ? {} : pick(known.content, fields),
    after: pick(content, fields),
    deviceTime_ms: null,
    reason: circumstances.reason,
    scopes,
    leftScopes: left,
  };
  return { record: { ...repaired, changes: [change] }, feed };
}

/** A field that came into the schema after the record's last change holds its default unsaid. */
function differences(collection: Collection, known: Content, now: Content): string[] {
  return Object.entries(collection.fields).flatMap(([name, field]) => {
    const before = Object.hasOwn(known, name) ? known[name] : field.default;
    return sameValue(before, now[name]) ? [] : [name];
  });
}

function operation(known: KnownState | undefined, deleted: boolean): Operation {
  if (known === undefined) return "create";
  if (known.deleted === deleted) return "update";
  return deleted ? "delete" : "restore";
}

function pick(content: Content, fields: readonly string[]): Content {
  return Object.fromEntries(fields.map((field) => [field, content[field] ?? null]));
}
