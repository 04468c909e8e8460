import type { Static } from "typebox";
import { Type } from "typebox";
import { AnyJson, Count, Said, Version, orNull, text, whole } from "../stored.ts";
import { CollectionName, Id, ScopeKeyShape, Versions } from "./common.ts";

/** Most changed records in one page. */
export const PULL_PAGE_MAX = 10_000;

const Positions = Type.Record(ScopeKeyShape, Count);
export type Positions = Static<typeof Positions>;

/**
 * Where the replica stands in each scope [PUL1]. Scopes it does not name are read from the start;
 * scopes that the person does not hold are ignored. With `If-None-Match` of the last complete answer
 * the hub answers 304 when nothing changed [PUL5].
 */
export const PullRequest = Type.Object(
  {
    ...Versions,
    replicaId: Id,
    epoch: orNull(text(64)),
    positions: Positions,
    limit: Type.Optional(whole(1, PULL_PAGE_MAX)),
  },
  { additionalProperties: false },
);
export type PullRequest = Static<typeof PullRequest>;

/** Changed rows of one collection, one array per column; `columns[i][row]` belongs to `fields[i]`. */
export const PulledCollection = Type.Object({
  name: CollectionName,
  /** `id`, `version`, `createdAt_us`, `updatedAt_us`, then the content fields. */
  fields: Type.Array(Said),
  columns: Type.Array(Type.Array(AnyJson)),
});
export type PulledCollection = Static<typeof PulledCollection>;

/** A record that was deleted: columns again, because deletions can be many. */
const Tombstones = Type.Object({
  name: CollectionName,
  ids: Type.Array(Id),
  versions: Type.Array(Version),
});
export type Tombstones = Static<typeof Tombstones>;

/** Records that left a scope without being deleted [ORD3]: only their ids. */
const Departures = Type.Object({
  scope: ScopeKeyShape,
  name: CollectionName,
  ids: Type.Array(Id),
});
export type Departures = Static<typeof Departures>;

export const PullResponse = Type.Object({
  ...Versions,
  epoch: Said,
  /** True when this page reached the head of every scope in one snapshot of the database [PUL2]. */
  complete: Type.Boolean(),
  /** Position per scope after this page; exactly the scopes the person holds. */
  positions: Positions,
  /** Records still to come after this page, for progress; exact only in the same moment. */
  remaining: Count,
  changed: Type.Array(PulledCollection),
  deleted: Type.Array(Tombstones),
  left: Type.Array(Departures),
});
export type PullResponse = Static<typeof PullResponse>;
