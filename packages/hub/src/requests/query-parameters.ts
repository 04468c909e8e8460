import { isId } from "@healthops/base/ids";
import { isStorable, shownName } from "@healthops/base/storable";
import { invalidQuery } from "@healthops/schema/list/parse-list-query";
import type { JsonSchema } from "@healthops/schema/json-schema";
import { MOMENT_PATTERN } from "./value-patterns.ts";
import { MOMENT_FORM, microsOfMoment } from "./moment.ts";

/** How one query parameter is read. */
export interface Parameter<T> {
  /** Undefined when the text does not fit. */
  read(text: string): T | undefined;
  /** What is allowed, for the refusal. */
  readonly allowed: string;
  /** The same for the API's document. */
  readonly schema: JsonSchema;
  /** What it is good for, where a route says so. */
  readonly description?: string;
}

type Parameters = Readonly<Record<string, Parameter<unknown>>>;
type ValuesOf<P extends Parameters> = {
  readonly [K in keyof P]?: P[K] extends Parameter<infer T> ? T : never;
};

/** Query parameters as the server hands them over: a list when one was given several times. */
export type GivenParameters = Readonly<Record<string, string | readonly string[]>>;

/**
 * Reads query parameters that may each be given once. Throws a Problem `invalid_query` naming the
 * first one that is unknown, repeated or not as allowed.
 */
export function readParameters<P extends Parameters>(
  given: GivenParameters,
  known: P,
): ValuesOf<P> {
  const values: Record<string, unknown> = {};
  for (const [name, text] of Object.entries(given)) {
    const parameter = Object.hasOwn(known, name) ? known[name] : undefined;
    if (parameter === undefined) throw unknownParameter(name, Object.keys(known));
    if (typeof text !== "string") throw invalidQuery(name, "Given several times", "once");
    const value = parameter.read(text);
    if (value === undefined)
      throw invalidQuery(name, "Not of the form asked for", parameter.allowed);
    values[name] = value;
  }
  return values as ValuesOf<P>;
}

/** The refusal of a query parameter that this address does not know. */
function unknownParameter(name: string, known: readonly string[]) {
  return invalidQuery(shownName(name), "There is no such parameter", known.join(", "));
}

function wholeNumber(least: number, most: number): Parameter<number> {
  return {
    allowed: `a whole number, ${least} to ${most}`,
    schema: { type: "integer", minimum: least, maximum: most },
    read(text) {
      const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
      return value >= least && value <= most ? value : undefined;
    },
  };
}

export const UUID_TEXT: JsonSchema = { type: "string", format: "uuid" };

export const ID: Parameter<string> = {
  schema: UUID_TEXT,
  allowed: "an id (UUID in lower case)",
  read: (text) => (isId(text) ? text : undefined),
};

/** A moment or day, as microseconds since 1970. */
export const MOMENT: Parameter<number> = {
  schema: {
    type: "string",
    pattern: MOMENT_PATTERN,
    examples: ["2026-03-01T08:30:00.000123Z", "2026-03-01"],
  },
  allowed: MOMENT_FORM,
  read: (text) => microsOfMoment(text) ?? undefined,
};

export const YES_OR_NO: Parameter<boolean> = {
  schema: { type: "boolean" },
  allowed: "true or false",
  read: (text) => (text === "true" ? true : text === "false" ? false : undefined),
};

/** A text that is looked into elsewhere. */
export const TEXT: Parameter<string> = {
  schema: { type: "string" },
  allowed: "a text without NUL",
  read: (text) => (isStorable(text) ? text : undefined),
};

/** One of a few codes. */
export function oneOf<const T extends string>(codes: readonly T[]): Parameter<T> {
  return {
    allowed: codes.join(", "),
    schema: { type: "string", enum: [...codes] },
    read: (text) => codes.find((code) => code === text),
  };
}

/** A parameter with what it is good for at this route. */
export function described<T>(description: string, parameter: Parameter<T>): Parameter<T> {
  return { ...parameter, description };
}

/** How a list is read page by page: at most so many entries, `usual` where nobody says how many. */
export function paging(most: number, usual: number) {
  const limit = wholeNumber(1, most);
  return {
    limit: described("Most entries in one page.", {
      ...limit,
      schema: { ...limit.schema, default: usual },
    }),
    after: AFTER,
  };
}

/** As the hub makes cursors: a JSON list in base64url. */
const AFTER: Parameter<string> = {
  ...TEXT,
  description: "The `next` of the page before, as it was answered.",
  schema: { type: "string", pattern: "^WyJ[A-Za-z0-9_-]+$" },
};
