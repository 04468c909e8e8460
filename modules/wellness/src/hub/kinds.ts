import type { Collection } from "@healthops/schema/collection";
import type { FieldValue } from "@healthops/schema/field";
import type { Content } from "@healthops/schema/record";
import { exercises } from "../collections/exercises.ts";
import { genericRecords } from "../collections/generic-records.ts";
import { meals } from "../collections/meals.ts";

/** A field of the older clients' records and where it is kept. */
export interface ClientField {
  /** As the clients call it. */
  readonly name: string;
  /** Ours, that takes what they send. */
  readonly field: string;
  /** What they are shown; undefined leaves the field out. */
  readonly shown: (content: Content) => FieldValue | undefined;
}

/** One of the three kinds of records that older fitness clients know. */
export interface Kind {
  readonly collection: Collection;
  readonly fields: readonly ClientField[];
  /** Whether records name their person. */
  readonly namesUser: boolean;
  /** Our required field that they do not know: the day of a new record. */
  readonly dayField: string | null;
}

/** A declared energy goes before the computed one; clients that must have a number get 0 for none. */
const calories: ClientField = {
  name: "calories",
  field: "energyKcal",
  shown: (content) => content["totalKcal"] ?? 0,
};

export const EXERCISES: Kind = {
  collection: exercises,
  fields: [same("name", "activity"), same("duration", "durationMinutes"), calories],
  namesUser: true,
  dayField: "performedOn",
};

export const MEALS: Kind = {
  collection: meals,
  fields: [
    same("name", "name"),
    {
      name: "duration",
      field: "durationMinutes",
      // Only clients that send it know it.
      shown: (content) => content["durationMinutes"] ?? undefined,
    },
    calories,
  ],
  namesUser: true,
  dayField: "eatenOn",
};

export const GENERIC: Kind = {
  collection: genericRecords,
  fields: [same("data", "data")],
  namesUser: false,
  dayField: null,
};

function same(name: string, field: string): ClientField {
  return { name, field, shown: (content) => content[field] ?? null };
}

/** What a client sees of a record's content. */
export function shownFields(kind: Kind, content: Content): Record<string, FieldValue> {
  const shown: Record<string, FieldValue> = {};
  for (const field of kind.fields) {
    const value = field.shown(content);
    if (value !== undefined) shown[field.name] = value;
  }
  return shown;
}

/** The client's name of our field, in answers that say what is wrong with it. */
export function clientName(kind: Kind, field: string): string {
  const known = kind.fields.find((one) => one.field === field);
  if (known !== undefined) return known.name;
  return field === "totalKcal" ? "calories" : field;
}

/** Where a kind of records is served, and what its routes are named after. */
export interface ServedKind {
  readonly path: string;
  readonly name: string;
  readonly kind: Kind;
}
