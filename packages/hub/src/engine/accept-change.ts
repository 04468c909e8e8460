import type { Collection } from "@healthops/schema/collection";
import type { FieldValue } from "@healthops/schema/field";
import type { Operation } from "@healthops/schema/permission";
import type { Content } from "@healthops/schema/record";
import type { ScopeKey } from "@healthops/schema/scope";
import { scopesOf } from "@healthops/schema/scope";
import type { HubActor } from "../hub-actor.ts";
import type { Change, WorkingRecord, WorkingSet } from "./working-set.ts";

/** Who makes a change, and why. */
export interface Author {
  readonly actor: HubActor;
  /** Who stands in the history instead of the actor: the person whose change the hub's own follows from. */
  readonly onBehalfOf?: string | null;
  readonly replicaId: string | null;
  /** Whether the groups say when the person made their changes. */
  readonly hasDeviceTime: boolean;
  readonly reason: string | null;
  /** The hub itself, or its own code for the actor: it says what only the hub says [PSH8]. */
  readonly ofHub: boolean;
  /** A program that brings whole states may name what no record here has. */
  readonly namesFreely?: boolean;
  /** Versions (`versionKey`) of this author's work under another id of the device, and that id [PSH4]. */
  readonly doneElsewhere?: ReadonlyMap<string, string>;
}

/** A change that was decided. */
export interface Acceptance {
  readonly collection: Collection;
  readonly id: string;
  /** The record before; undefined when the change creates it. */
  readonly record: WorkingRecord | undefined;
  readonly content: Content;
  readonly deleted: boolean;
  /** Fields that differ from before. */
  readonly changed: readonly string[];
  /** Whether its author may not know what the record was [NAT4]: the history of the change does not tell. */
  readonly unseen?: boolean;
  /** Epoch ms of the device's clock; null when no device made it. */
  readonly deviceTime_ms: number | null;
}

/** Names a version of a record. */
export function versionKey(collection: string, id: string, version: number): string {
  return `${collection} ${id} ${version}`;
}

/** Puts an accepted change into the working set; one that changes nothing leaves the version as it is. */
export function acceptChange(
  working: WorkingSet,
  author: Author,
  { collection, id, record, content, deleted, changed, deviceTime_ms, unseen = false }: Acceptance,
): WorkingRecord {
  if (record !== undefined && changed.length === 0 && record.deleted === deleted) return record;
  const version = (record?.version ?? 0) + 1;
  const scopes = scopesOf(collection, id, content);
  const change: Change = {
    version,
    op: operationOf(record, deleted),
    replicaId: author.replicaId,
    personId: personOf(author),
    before: record === undefined || unseen ? NOTHING : pick(record.content, changed),
    // The changed fields of a new record are all there are.
    after: record === undefined ? content : pick(content, changed),
    deviceTime_ms,
    reason: author.reason,
    scopes,
    leftScopes: record === undefined ? NOWHERE : leftBetween(record.scopes, scopes),
  };
  const next: WorkingRecord = {
    collection,
    id,
    loaded: record?.loaded ?? null,
    version,
    deleted,
    content,
    scopes,
    changes: record === undefined ? [change] : [...record.changes, change],
  };
  working.set(next);
  return next;
}

/** The person that history and stamps name; null: the hub itself. */
export function personOf({
  actor,
  onBehalfOf,
}: Pick<Author, "actor" | "onBehalfOf">): string | null {
  if (onBehalfOf !== undefined) return onBehalfOf;
  return actor.system ? null : actor.personId;
}

/** What happened to the record, which may differ from what a mutation asked for. */
function operationOf(record: WorkingRecord | undefined, deleted: boolean): Operation {
  if (record === undefined) return "create";
  if (record.deleted === deleted) return "update";
  return deleted ? "delete" : "restore";
}

const NOTHING: Content = Object.freeze({});
const NOWHERE: readonly ScopeKey[] = Object.freeze([]);

function leftBetween(before: readonly ScopeKey[], after: readonly ScopeKey[]) {
  return before.every((key) => after.includes(key))
    ? NOWHERE
    : before.filter((key) => !after.includes(key));
}

function pick(content: Content, fields: readonly string[]): Content {
  const picked: Record<string, FieldValue> = {};
  for (const field of fields) picked[field] = content[field] ?? null;
  return picked;
}
