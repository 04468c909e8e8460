import type { FieldFault } from "@healthops/base/problem";

/** The part of an Ajv error (with `verbose`) that a sentence is made of. */
export interface SchemaError {
  readonly keyword: string;
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly parentSchema?: Readonly<Record<string, unknown>>;
}

/** Most faults that an answer lists; a body that is wrong everywhere needs no complete list. */
const FAULTS_MAX = 20;
const NAME_MAX = 60;

/**
 * Ajv's errors as faults: each names the field and what is allowed, none repeats the value. Errors of
 * the branches of a union are told as one.
 */
export function schemaFaults(errors: readonly SchemaError[]): FieldFault[] {
  const unions = errors
    .filter((error) => error.keyword === "anyOf")
    .map((error) => error.schemaPath);
  return errors
    .filter((error) => !unions.some((union) => error.schemaPath.startsWith(`${union}/`)))
    .slice(0, FAULTS_MAX)
    .map(faultOf);
}

function faultOf(error: SchemaError): FieldFault {
  const { params, parentSchema = {} } = error;
  switch (error.keyword) {
    case "required":
      return fault(error, "is missing", undefined, params.missingProperty);
    case "additionalProperties":
    case "unevaluatedProperties": {
      const known = Object.keys(asRecord(parentSchema.properties)).join(", ");
      return fault(error, "is not known here", known, params.additionalProperty);
    }
    case "type":
      return fault(error, `must be ${typeNames(params.type)}`);
    case "enum":
      return fault(error, "is none of the allowed values", asList(params.allowedValues).join(", "));
    case "const":
      return fault(error, "is not the allowed value", JSON.stringify(params.allowedValue));
    case "anyOf":
      return fault(error, "is none of what is allowed", branches(parentSchema.anyOf));
    case "pattern":
      return fault(error, ...patternText(String(params.pattern)));
    default:
      return limitFault(error);
  }
}

function limitFault(error: SchemaError): FieldFault {
  const limit = String(error.params.limit);
  switch (error.keyword) {
    case "minLength":
      return fault(
        error,
        limit === "1" ? "must not be empty" : "is too short",
        `at least ${limit} characters`,
      );
    case "maxLength":
      return fault(error, "is too long", `at most ${limit} characters`);
    case "minimum":
      return fault(error, "is too small", `at least ${limit}`);
    case "maximum":
      return fault(error, "is too large", `at most ${limit}`);
    case "minItems":
      return fault(error, "has too few entries", `at least ${limit}`);
    case "maxItems":
      return fault(error, "has too many entries", `at most ${limit}`);
    default:
      return fault(error, "does not have the form that is asked for");
  }
}

function fault(error: SchemaError, message: string, allowed?: string, child?: unknown): FieldFault {
  const path = error.instancePath
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
  if (typeof child === "string") path.push(child);
  const field = path.map((part) => part.slice(0, NAME_MAX)).join(".");
  const named = { field: field === "" ? "(body)" : field, message };
  return allowed === undefined || allowed === "" ? named : { ...named, allowed };
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: "text",
  integer: "a whole number",
  number: "a number",
  boolean: "true or false",
  object: "an object",
  array: "a list",
  null: "null",
};

function typeNames(type: unknown): string {
  const names = Array.isArray(type) ? type.map(String) : String(type).split(",");
  return names.map((name) => TYPE_NAMES[name] ?? name).join(" or ");
}

function branches(anyOf: unknown): string {
  return asList(anyOf)
    .map((branch) => {
      const schema = asRecord(branch);
      return "const" in schema ? String(schema.const) : typeNames(schema.type ?? "another form");
    })
    .join(", ");
}

function patternText(pattern: string): [message: string, allowed: string | undefined] {
  if (pattern.startsWith("^[0-9a-f]{8}-")) return ["is not an id", "a UUID in lower case"];
  return ["does not have the form that is asked for", undefined];
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
