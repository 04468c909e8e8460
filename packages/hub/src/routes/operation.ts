import type { JsonSchema } from "@healthops/schema/json-schema";
import { MOMENT_PATTERN } from "./value-patterns.ts";
import type { JsonValue } from "@healthops/schema/field";

/** A query or header parameter, or an id in the path. */
export interface ParameterNote {
  readonly name: string;
  readonly in: "query" | "header" | "path";
  readonly description: string;
  readonly schema: JsonSchema;
  /** Whether its value is JSON. */
  readonly json?: boolean;
  /** Whether its list is written with commas in one parameter. */
  readonly commas?: boolean;
}

/** What the document says of one method at one address. */
export interface OperationNote {
  readonly tag: string;
  readonly id: string;
  readonly summary: string;
  readonly description?: string;
  readonly parameters?: readonly ParameterNote[];
  readonly body?: JsonSchema;
  /** Schema of each success, null where there is no body. */
  readonly answers: Readonly<Record<number, JsonSchema | null>>;
  /** Media type of the successes; JSON when left out. */
  readonly media?: string;
  /** Statuses of the problems to expect. */
  readonly problems: readonly number[];
  /** Whether it answers without an access token. */
  readonly open?: boolean;
}

/** Operations of an address by method in lower case. */
export type PathNotes = Readonly<Record<string, OperationNote>>;

/** Reference to a named schema of the document. */
export function ref(name: string): JsonSchema {
  return { $ref: `#/components/schemas/${name}` };
}

/** An object schema with the given properties, all of them present. */
export function objectOf(properties: JsonSchema): JsonSchema {
  return { type: "object", properties, required: Object.keys(properties) };
}

export function query(name: string, description: string, schema: JsonSchema): ParameterNote {
  return { name, in: "query", description, schema };
}

/** Any moment as parameters take it. */
export const MOMENT_TEXT: JsonSchema = {
  type: "string",
  pattern: MOMENT_PATTERN,
  examples: ["2026-03-01T08:30:00.000123Z", "2026-03-01"],
};
export const UUID_TEXT: JsonSchema = { type: "string", format: "uuid" };

/** The id in the address. */
export function idOf(what: string): ParameterNote {
  return { name: "id", in: "path", description: what, schema: UUID_TEXT };
}

/** As the hub makes them: a JSON list in base64url. */
const CURSOR: JsonSchema = {
  type: "string",
  pattern: "^WyJ[A-Za-z0-9_-]+$",
};

export const AFTER = query("after", "The `next` of the page before, as it was answered.", CURSOR);

export function limit(most: number, usual: number): ParameterNote {
  return query("limit", "Most entries in one page.", {
    type: "integer",
    minimum: 1,
    maximum: most,
    default: usual,
  });
}

const SUCCESS: Readonly<Record<number, string>> = {
  101: "The live channel is open",
  200: "Done",
  201: "Created",
  202: "Begun",
  204: "Done; no body",
  304: "Nothing changed",
  503: "Not ready",
};

/** What every address may answer: it was not understood, the wrong method, too long, too often, not just now. */
const ANYWHERE = [400, 405, 414, 429, 431, 503];
/** What a body may get: too large, of another type. */
const WITH_BODY = [413, 415];
const SIGNED_IN = [401, 403];

/** The statuses of an operation's problems: its own, and those of its kind. */
function problemsOf({ problems, body, open }: OperationNote): readonly number[] {
  const shared = [
    ...ANYWHERE,
    ...(body === undefined ? [] : WITH_BODY),
    ...(open === true ? [] : SIGNED_IN),
  ];
  return [...new Set([...problems, ...shared])].toSorted((a, b) => a - b);
}

/** The operation as OpenAPI has it. */
export function operationJson(note: OperationNote): Readonly<Record<string, JsonValue>> {
  const answers = Object.entries(note.answers).map(([status, schema]) => [
    status,
    {
      description: SUCCESS[Number(status)] ?? "Done",
      ...(schema === null ? {} : { content: { [note.media ?? "application/json"]: { schema } } }),
    },
  ]);
  const problems = problemsOf(note).map((status) => [
    String(status),
    { $ref: "#/components/responses/Problem" },
  ]);
  return {
    operationId: note.id,
    tags: [note.tag],
    summary: note.summary,
    ...(note.description === undefined ? {} : { description: note.description }),
    ...(note.open === true ? { security: [] } : {}),
    parameters: (note.parameters ?? []).map(parameterJson),
    ...(note.body === undefined
      ? {}
      : {
          requestBody: { required: true, content: { "application/json": { schema: note.body } } },
        }),
    // Health says 503 in a shape of its own.
    responses: Object.fromEntries([...problems, ...answers]) as JsonValue,
  };
}

function parameterJson({
  name,
  in: where,
  description,
  schema,
  json,
  commas,
}: ParameterNote): JsonValue {
  return {
    name,
    in: where,
    description,
    ...(json === true ? { content: { "application/json": { schema } } } : { schema }),
    ...(commas === true ? { style: "form", explode: false } : {}),
    ...(where === "path" ? { required: true } : {}),
  };
}
