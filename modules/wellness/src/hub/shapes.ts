import { SAFE_MAX } from "@healthops/base/storable";
import {
  AnyJson,
  AnyNumber,
  AnyText,
  Count,
  orNull,
  text,
  whole,
} from "@healthops/protocol/stored";
import type { FieldValue } from "@healthops/schema/field";
import type { TSchema } from "typebox";
import { Type } from "typebox";
import { EXERCISES, GENERIC, MEALS } from "./kinds.ts";
import type { Kind } from "./kinds.ts";

/** Most records in one push. */
const PUSH_RECORDS_MAX = 5_000;

/** An id as a client made it: a whole number, or a text. */
export type ClientId = number | string;

/** A record as a client sends it; which further fields there are depends on the kind. */
export interface SentRecord {
  readonly id?: ClientId;
  readonly user?: number | string | null;
  readonly version?: number | null;
  readonly updated_at?: string | null;
  readonly deleted?: boolean;
  readonly [field: string]: FieldValue | undefined;
}

const Id = Type.Union([
  // Beyond this, JSON numbers lose digits and would come back as another id.
  whole(-SAFE_MAX, SAFE_MAX),
  text(100, { minLength: 1 }),
]);
const User = orNull(Type.Union([Count, text(100)]));

/** What every kind has: `updated_at` and `deleted` are echoes of our own answers. */
const ECHOES = {
  version: Type.Optional(orNull(Count)),
  updated_at: Type.Optional(orNull(text(60))),
  deleted: Type.Optional(Type.Boolean()),
};

const DIARY_FIELDS = {
  user: Type.Optional(User),
  name: Type.Optional(AnyText),
  duration: Type.Optional(orNull(AnyNumber)),
  calories: Type.Optional(orNull(AnyNumber)),
};

const FIELDS = new Map<Kind, Readonly<Record<string, TSchema>>>([
  [EXERCISES, DIARY_FIELDS],
  [MEALS, DIARY_FIELDS],
  [GENERIC, { data: Type.Optional(AnyJson) }],
]);

/** The body of a push of this kind. */
export function pushShape(kind: Kind) {
  const record = Type.Object(
    { id: Id, ...FIELDS.get(kind), ...ECHOES },
    { additionalProperties: false },
  );
  return Type.Object(
    { records: Type.Array(record, { maxItems: PUSH_RECORDS_MAX }) },
    { additionalProperties: false },
  );
}

/** The body of a single record, whose id may stand in the address instead. */
export function recordShape(kind: Kind) {
  return Type.Object(
    { id: Type.Optional(Id), ...FIELDS.get(kind), ...ECHOES },
    { additionalProperties: false },
  );
}
