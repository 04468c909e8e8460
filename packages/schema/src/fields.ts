import { assert } from "@healthops/base/assert";
import type {
  Field,
  FieldKind,
  FieldOptions,
  JsonValue,
  Label,
  NamedRecord,
  Pattern,
} from "./field.ts";

/** Longest text that a field may allow; longer content belongs into attachments. */
const TEXT_LIMIT = 100_000;
/** Integers are exact in JSON, JavaScript, SQLite and PostgreSQL within 53 bits. */
export const INTEGER_LIMIT = Number.MAX_SAFE_INTEGER;
/** Up to here a double still keeps a tenth. */
export const NUMBER_LIMIT = 1e15;

/**
 * `R` is taken from `required` alone: the builders answer `NoInfer<R>`, or else the type that the
 * caller expects (any field) would turn `true` into `boolean` and every value into `… | null`.
 */
type Options<R extends boolean> = FieldOptions<R>;

/** A field of a kind that the compiler knows, so that a declaration can ask for one. */
type Kinded<K extends FieldKind, Value, R extends boolean> = Field<Value, R> & { readonly kind: K };

function build<const K extends FieldKind, Value, R extends boolean>(
  kind: K,
  options: Options<R>,
  rest: Partial<Omit<Field<Value, R>, "kind">> = {},
): Kinded<K, Value, R> {
  return {
    kind,
    label: options.label,
    required: (options.required ?? false) as R,
    default: options.default ?? null,
    merge: options.merge ?? "review",
    derived: options.derived ?? false,
    fixed: options.fixed ?? false,
    ...(options.help === undefined ? {} : { help: options.help }),
    ...(options.setByHub === undefined ? {} : { setByHub: options.setByHub }),
    ...rest,
  };
}

/** Unicode text, 0 to `max` characters. `search: true` puts it into the text search. */
export function text<R extends boolean = false>(
  options: Options<R> & {
    readonly max: number;
    readonly min?: number;
    readonly pattern?: Pattern;
    readonly multiline?: boolean;
    readonly search?: boolean;
    readonly sorted?: "bytes";
    readonly names?: NamedRecord;
  },
): Kinded<"text", string, NoInfer<R>> {
  assert(options.max > 0 && options.max <= TEXT_LIMIT, `a text's max is 1 to ${TEXT_LIMIT}`);
  return build("text", options, {
    max: options.max,
    min: options.min ?? 0,
    multiline: options.multiline ?? false,
    search: options.search ?? false,
    ...(options.pattern === undefined
      ? {}
      : { pattern: options.pattern.source, patternLabel: options.pattern.label }),
    ...(options.sorted === undefined ? {} : { sorted: options.sorted }),
    ...(options.names === undefined ? {} : { names: options.names }),
  });
}

/** A whole number. `merge: "counter"` makes concurrent changes add up. */
export function integer<R extends boolean = false>(
  options: Options<R> & { readonly min?: number; readonly max?: number; readonly unit?: string },
): Kinded<"integer", number, NoInfer<R>> {
  return build("integer", options, {
    min: options.min ?? -INTEGER_LIMIT,
    max: options.max ?? INTEGER_LIMIT,
    ...(options.unit === undefined ? {} : { unit: options.unit }),
  });
}

/** A decimal number (IEEE double, never NaN or infinite); `decimals` digits are kept (default 2). */
export function number<R extends boolean = false>(
  options: Options<R> & {
    readonly min?: number;
    readonly max?: number;
    readonly unit?: string;
    readonly decimals?: number;
  },
): Kinded<"number", number, NoInfer<R>> {
  return build("number", options, {
    min: options.min ?? -NUMBER_LIMIT,
    max: options.max ?? NUMBER_LIMIT,
    decimals: options.decimals ?? 2,
    ...(options.unit === undefined ? {} : { unit: options.unit }),
  });
}

export function boolean<R extends boolean = false>(
  options: Options<R>,
): Kinded<"boolean", boolean, NoInfer<R>> {
  return build("boolean", options);
}

/** A calendar day, ISO 8601 `YYYY-MM-DD`, without a time zone. */
export function date<R extends boolean = false>(
  options: Options<R> & { readonly min?: string; readonly max?: string },
): Kinded<"date", string, NoInfer<R>> {
  return build("date", options, {
    min: options.min ?? "1800-01-01",
    max: options.max ?? "9999-12-31",
  });
}

/** A moment, ISO 8601 in UTC with milliseconds: `2026-03-01T08:30:00.000Z`. Sorts as text. */
export function instant<R extends boolean = false>(
  options: Options<R>,
): Kinded<"instant", string, NoInfer<R>> {
  return build("instant", options);
}

/** One of a closed list of codes. */
export function choice<const V extends string, R extends boolean = false>(
  options: Options<R> & { readonly choices: Readonly<Record<V, Label>> },
): Kinded<"choice", V, NoInfer<R>> {
  return build("choice", options, { choices: choiceList(options.choices) });
}

/**
 * The id of a record of another collection. That one is not deleted while this one is there, unless it is
 * said that a reference may be kept which leads nowhere (`onDelete: "keep"`).
 */
export function reference<R extends boolean = false>(
  options: Options<R> & { readonly to: string; readonly onDelete?: "refuse" | "keep" },
): Kinded<"reference", string, NoInfer<R>> {
  const { to, onDelete = "refuse" } = options;
  return build("reference", options, { to, onDelete });
}

/**
 * A set of short texts, kept sorted and without repeats; merges member by member by default. With `to` it holds
 * ids of records of that collection, each a {@link reference}.
 */
export function set<R extends boolean = false>(
  options: Options<R> & {
    readonly max?: number;
    readonly choices?: Readonly<Record<string, Label>>;
    readonly to?: string;
    readonly onDelete?: "refuse" | "keep";
  },
): Kinded<"set", readonly string[], NoInfer<R>> {
  const { to, onDelete = "refuse" } = options;
  return build(
    "set",
    { merge: "set", ...options },
    {
      max: options.max ?? 100,
      ...(to === undefined ? {} : { to, onDelete }),
      ...(options.choices === undefined ? {} : { choices: choiceList(options.choices) }),
    },
  );
}

/** A small structured value (at most `max` characters as JSON, default 20,000) that is merged as a whole. */
export function json<Value = JsonValue, R extends boolean = false>(
  options: Options<R> & { readonly max?: number },
): Kinded<"json", Value, NoInfer<R>> {
  return build("json", options, { max: options.max ?? 20_000 });
}

function choiceList(choices: Readonly<Record<string, Label>>) {
  return Object.entries(choices).map(([value, label]) => ({ value, label }));
}
