import type { Static } from "typebox";
import { Type } from "typebox";
import { SAFE_MAX } from "@healthops/base/storable";
import { AnyJson, Count, Moment_ms, Said, Version, orNull, text, whole } from "../stored.ts";
import { CollectionName, Fault, FieldName, Id, Versions } from "./common.ts";

/** Most mutations in one push; a replica with more sends several. */
export const PUSH_MUTATIONS_MAX = 5_000;

/**
 * One change to one record [MRG1]. `base` is the version of the record that the person saw (0 for a
 * create). `fields` holds only what changed: a new value, or for a `counter` field `{"add": n}`, for
 * a `set` field `{"add": [...], "remove": [...]}`. A create carries plain values. `delete` and
 * `restore` carry none.
 */
export const Mutation = Type.Object(
  {
    collection: CollectionName,
    id: Id,
    op: Type.Union([
      Type.Literal("create"),
      Type.Literal("update"),
      Type.Literal("delete"),
      Type.Literal("restore"),
    ]),
    base: Count,
    fields: Type.Record(FieldName, AnyJson),
  },
  { additionalProperties: false },
);
export type Mutation = Static<typeof Mutation>;

/** Mutations that stand or fall together, under the replica's next number [PSH1]. */
export const Group = Type.Object(
  {
    seq: whole(1, SAFE_MAX),
    /** When the person did it by the device's clock, epoch ms; shown, never used for order [REC4]. */
    deviceTime_ms: Moment_ms,
    mutations: Type.Array(Mutation, { minItems: 1, maxItems: 1_000 }),
  },
  { additionalProperties: false },
);
export type Group = Static<typeof Group>;

/** Stands for the content of a group, by the hub's reckoning: equal groups have equal hashes. */
const GroupHash = Id;

export const PushRequest = Type.Object(
  {
    ...Versions,
    replicaId: Id,
    /** Epoch of the hub as the replica last heard it; null before the first contact. */
    epoch: orNull(text(64)),
    /** Highest number whose receipt the replica has stored. */
    receivedThrough: Count,
    /**
     * What the hub called the group before the first of these (`hash` of its answer), where the replica
     * knows it: a hub that has another group there answers `device_copied` [PSH4].
     */
    previous: Type.Optional(GroupHash),
    /** The groups were made under that replica id, of which this one is a copy: some may be known [PSH4]. */
    copyOf: Type.Optional(Id),
    groups: Type.Array(Group, { minItems: 1, maxItems: PUSH_MUTATIONS_MAX }),
  },
  { additionalProperties: false },
);
export type PushRequest = Static<typeof PushRequest>;

/** The hub's answer to one mutation [PSH2]. */
export const MutationReceipt = Type.Union([
  Type.Object({ status: Type.Literal("applied"), version: Version }),
  /** Others had changed the record; every field found its place. */
  Type.Object({ status: Type.Literal("merged"), version: Version }),
  /** What could be merged was; the rest waits in a conflict record. */
  Type.Object({ status: Type.Literal("conflict"), version: Version, conflictId: Id }),
  Type.Object({
    status: Type.Literal("rejected"),
    code: Said,
    message: Said,
    faults: Type.Array(Fault),
  }),
]);
export type MutationReceipt = Static<typeof MutationReceipt>;

/** The hub's durable answer to a group: when one mutation is rejected, all of them are. */
export const Receipt = Type.Object({
  seq: whole(1, SAFE_MAX),
  status: Type.Union([Type.Literal("applied"), Type.Literal("rejected")]),
  mutations: Type.Array(MutationReceipt),
});
export type Receipt = Static<typeof Receipt>;

export const PushResponse = Type.Object({
  ...Versions,
  epoch: Said,
  receipts: Type.Array(Receipt),
  /** The hash of the last of the groups, for the next push's `previous`. */
  hash: Type.Optional(GroupHash),
  /** The hub's time of this answer; a device's own clock may be wrong by weeks. */
  now_ms: Type.Optional(Moment_ms),
});
export type PushResponse = Static<typeof PushResponse>;
