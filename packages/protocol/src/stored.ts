import { assert } from "@healthops/base/assert";
import { INT4_MAX, MOMENT_MAX_ms, SAFE_MAX, STORABLE_PATTERN } from "@healthops/base/storable";
import type { TSchema } from "typebox";
import { Type } from "typebox";

/*
 * The texts and numbers that wire shapes are made of. Each says how much of it is taken and holds only
 * what PostgreSQL keeps; a fence (tests/repo/fences/stored-shapes.ts) keeps shapes from being made of
 * anything wider.
 */

interface TextOptions {
  readonly minLength?: number;
  readonly description?: string;
}

/** A text of at most `maxLength` characters that every database keeps; its normal form stays. */
export function text(maxLength: number, options: TextOptions = {}) {
  return Type.String({ ...options, maxLength, pattern: STORABLE_PATTERN });
}

/** A text in a form of its own, which leaves no place for what no database keeps. */
export function textLike(pattern: string, options: Pick<TextOptions, "description"> = {}) {
  const form = new RegExp(pattern, "u");
  assert(
    pattern.startsWith("^") && pattern.endsWith("$"),
    `the form ${pattern} is of a whole text`,
  );
  assert(!["\u0000", "\ud800"].some((one) => form.test(one)), `the form ${pattern} refuses NUL`);
  return Type.String({ ...options, pattern });
}

/** A text that is only compared, never stored: whatever it holds, it is right or wrong. */
export function compared(maxLength: number) {
  return Type.String({ minLength: 1, maxLength });
}

/** A text that the hub says: sentences, names, tokens. */
export const Said = text(100_000);

/** A whole number within the given limits, which are those of its column. */
export function whole(
  minimum: number,
  maximum: number,
  options: Pick<TextOptions, "description"> = {},
) {
  assert(minimum >= -SAFE_MAX && maximum <= SAFE_MAX, "whole numbers are exact in JSON");
  return Type.Integer({ ...options, minimum, maximum });
}

/** A count or number of order in an eight-byte column. */
export const Count = whole(0, SAFE_MAX);
/** A count in a four-byte column. */
export const SmallCount = whole(0, INT4_MAX);
/** A record's version; 0 where there is none yet. */
export const Version = whole(0, INT4_MAX);
/** A moment by somebody's clock, epoch ms. */
export const Moment_ms = whole(0, MOMENT_MAX_ms);
/*
 * Content of records: its collection's validator looks inside, and refuses a record with a receipt or
 * result of its own, where a shape could only refuse the whole request.
 */
export const AnyJson = Type.Unknown();
export const AnyText = Type.String();
export const AnyNumber = Type.Number();

/** The shape, or null. */
export function orNull<Shape extends TSchema>(shape: Shape) {
  return Type.Union([shape, Type.Null()]);
}
