import type { Static } from "typebox";
import { Type } from "typebox";
import { AnyJson, Count, Said, Version, orNull, text } from "../stored.ts";
import { CollectionName, Fault, FieldName, Id } from "./common.ts";

/*
 * What devices wanted and the hub refused, as those see it who look after people and sites. Like the
 * shapes of administration, no part of what devices agree on [VER1].
 */

const Moment = text(40, { description: "ISO 8601 in UTC" });
const Fields = Type.Record(FieldName, AnyJson);
const FieldsOrNull = orNull(Fields);
const Operation = Type.Enum(["create", "update", "delete", "restore"]);
const Reason = text(500, { minLength: 1 });

/**
 * What became of a refused change: somebody made it an ordinary one, or decided against it, or its author
 * put it right or gave it up.
 */
export const RefusedDecision = Type.Object({
  outcome: Type.Enum(["taken_over", "set_aside", "withdrawn"]),
  byPersonId: Id,
  at: Moment,
  reason: orNull(Said),
});
export type RefusedDecision = Static<typeof RefusedDecision>;

/** A change of a device that the hub refused, with what the person wanted. */
export const RefusedChange = Type.Object({
  deviceId: Id,
  personId: Id,
  siteId: orNull(Id),
  /** Number of the group in the device's outbox. */
  seq: Count,
  at: Moment,
  deviceTime: orNull(Moment),
  mutations: Type.Array(
    Type.Object({
      collection: Said,
      recordId: Id,
      op: Operation,
      code: Said,
      message: Said,
      /** What was wrong with which field; none when withheld. */
      faults: Type.Array(Fault),
      withheld: Type.Boolean(),
      /** What was to be written; null when withheld. */
      fields: FieldsOrNull,
      /** What no database keeps (NUL, half a character) is written out in the fields: `\u0000`. */
      escaped: Type.Optional(Type.Boolean()),
      /** The content is on the person's device only: too much of theirs was refused to keep all. */
      leftOut: Type.Optional(Type.Boolean()),
    }),
  ),
  /** Of all changes in it; a list shows the first of many. */
  mutationCount: Count,
  /** Null: open. */
  decision: orNull(RefusedDecision),
  /** Whether the reader may take it over or set it aside; false once that was done. */
  mayDecide: Type.Boolean(),
});
export type RefusedChange = Static<typeof RefusedChange>;

/** States to ask for. */
export const REFUSED_STATES = ["open", "decided"] as const;

export const RefusedPage = Type.Object({
  refused: Type.Array(RefusedChange),
  next: orNull(Said),
});
export type RefusedPage = Static<typeof RefusedPage>;

/** A record that a refused change was about: as the hub has it now, and as the person wanted it. */
export const RefusedRecord = Type.Object({
  collection: Said,
  recordId: Id,
  op: Operation,
  withheld: Type.Boolean(),
  /** Null: the hub has no such record, or it is withheld. */
  present: Type.Union([
    Type.Object({ version: Version, deleted: Type.Boolean(), content: Fields }),
    Type.Null(),
  ]),
  /** The fields that were to be written, as they would be now; null when withheld. */
  wanted: FieldsOrNull,
});
export type RefusedRecord = Static<typeof RefusedRecord>;

export const RefusedWork = Type.Object({
  change: RefusedChange,
  records: Type.Array(RefusedRecord),
});
export type RefusedWork = Static<typeof RefusedWork>;

/** Body of `POST /api/v1/refused/{device}/{seq}/take-over`: what of it is to be made true now. */
export const TakeOverRequest = Type.Object(
  {
    records: Type.Array(
      Type.Object(
        {
          collection: CollectionName,
          recordId: Id,
          /** Version of the record as the reader saw it; 0 when there was none. */
          base: Count,
          /** Whole values, corrected where need be; none for a deletion. */
          fields: Fields,
        },
        { additionalProperties: false },
      ),
      { minItems: 1, maxItems: 1_000 },
    ),
    /** Kept in the history of each record. */
    reason: Type.Optional(Reason),
  },
  { additionalProperties: false },
);
export type TakeOverRequest = Static<typeof TakeOverRequest>;

export const TakeOverAnswer = Type.Object({
  change: RefusedChange,
  /** Conflicts that it opened, because somebody changed the same fields meanwhile. */
  conflicts: Type.Array(Id),
});
export type TakeOverAnswer = Static<typeof TakeOverAnswer>;

/** Refused changes that are named in one request. */
export const REFUSED_KEYS_MAX = 500;
const RefusedKey = Type.Object({ deviceId: Id, seq: Count }, { additionalProperties: false });

/**
 * Refused changes of a person's own. Body of `POST /api/v1/refused/withdraw`: they were put right or given
 * up on the device, so nobody else has to decide on them. Body of `POST /api/v1/refused/taken-over`: which
 * of them have others taken over?
 */
export const RefusedKeys = Type.Object(
  { changes: Type.Array(RefusedKey, { minItems: 1, maxItems: REFUSED_KEYS_MAX }) },
  { additionalProperties: false },
);
export type RefusedKeys = Static<typeof RefusedKeys>;

/** Those that somebody has made an ordinary change of theirs. */
export const TakenOver = Type.Object({ changes: Type.Array(RefusedKey) });
export type TakenOver = Static<typeof TakenOver>;

/** Body of `POST /api/v1/refused/{device}/{seq}/set-aside`. */
export const SetAsideRequest = Type.Object({ reason: Reason }, { additionalProperties: false });
export type SetAsideRequest = Static<typeof SetAsideRequest>;
