import type { JsonValue } from "@healthops/schema/field";
import type { OperationNote, ParameterNote } from "../routes/operation.ts";
import { queryNotes } from "../routes/operation.ts";
import { schemaOf } from "./named-shapes.ts";

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
function problemsOf({ problems = [], open }: OperationNote, hasBody: boolean): readonly number[] {
  const shared = [...ANYWHERE, ...(hasBody ? WITH_BODY : []), ...(open === true ? [] : SIGNED_IN)];
  return [...new Set([...problems, ...shared])].toSorted((a, b) => a - b);
}

/** A route's note as OpenAPI has it; `checked` is the shape that its body is checked against. */
export function operationJson(
  note: OperationNote,
  checked: object | null,
): Readonly<Record<string, JsonValue>> {
  const body = note.body === undefined ? checked : note.body;
  const answers = Object.entries(note.answers).map(([status, shape]) => [
    status,
    {
      description: SUCCESS[Number(status)] ?? "Done",
      ...(shape === null
        ? {}
        : { content: { [note.media ?? "application/json"]: { schema: schemaOf(shape) } } }),
    },
  ]);
  const problems = problemsOf(note, body !== null).map((status) => [
    String(status),
    { $ref: "#/components/responses/Problem" },
  ]);
  return {
    operationId: note.id,
    tags: [note.tag],
    summary: note.summary,
    ...(note.description === undefined ? {} : { description: note.description }),
    ...(note.open === true ? { security: [] } : {}),
    parameters: [...(note.parameters ?? []), ...queryNotes(note.query ?? {})].map(parameterJson),
    ...(body === null
      ? {}
      : {
          requestBody: {
            required: true,
            content: { "application/json": { schema: schemaOf(body) } },
          },
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
