import { documented } from "@healthops/hub/openapi/hub-schemas";
import type { OperationNote, PathNotes } from "@healthops/hub/routes/operation";
import { objectOf, query } from "@healthops/hub/routes/operation";
import type { JsonSchema } from "@healthops/schema/json-schema";
import { EXERCISES, GENERIC, MEALS } from "./kinds.ts";
import type { Kind } from "./kinds.ts";
import { pushShape, recordShape } from "./shapes.ts";
import { Credentials, Refresh } from "./token-routes.ts";

const TAG = "Fitness tracker (older clients)";
const ID = {
  name: "id",
  in: "path",
  description: "As the client numbered or named the record.",
  schema: { type: "string", minLength: 1, maxLength: 100 },
} as const;
const SINCE = query(
  "since",
  "The newest `updated_at` that the client has; empty or `None` for everything.",
  { type: "string", examples: ["2026-03-01T08:30:00.123456Z", "None"] },
);
/** A record under the client's own id; which further fields there are depends on its kind. */
const RECORD: JsonSchema = {
  type: "object",
  properties: { updated_at: { type: "string" }, version: { type: "integer", minimum: 1 } },
  required: ["id", "updated_at", "version"],
};
const TOKENS = objectOf({ access: { type: "string" }, refresh: { type: "string" } });
const WRITE = [400, 401, 403, 404, 409, 422];

/** What the API's document says of the routes of the fitness tracker's older clients. */
export const FITNESS_PATHS: Readonly<Record<string, PathNotes>> = {
  "/api/token": { post: token("fitness_token", "Sign in", documented(Credentials)) },
  "/api/token/refresh": {
    post: token("fitness_refresh", "Get new tokens", documented(Refresh)),
  },
  ...ofKind("/api/exercises", "exercises", EXERCISES),
  ...ofKind("/api/meals", "meals", MEALS),
  ...syncOf("/api/sync", "records", GENERIC),
};

function ofKind(path: string, name: string, kind: Kind): Readonly<Record<string, PathNotes>> {
  const body = documented(recordShape(kind));
  const change = (verb: string, summary: string): OperationNote =>
    note(`fitness_${name}_${verb}`, summary, {
      parameters: [ID],
      body,
      answers: { 200: RECORD },
      problems: WRITE,
    });
  return {
    ...syncOf(path, name, kind),
    [path]: {
      get: note(`fitness_${name}_list`, `All one's own: ${name}`, {
        answers: { 200: { type: "array", items: RECORD } },
      }),
      post: note(`fitness_${name}_create`, `Create one: ${name}`, {
        body,
        answers: { 200: RECORD, 201: RECORD },
        problems: WRITE,
      }),
    },
    [`${path}/{id}`]: {
      get: note(`fitness_${name}_read`, `Read one: ${name}`, {
        parameters: [ID],
        answers: { 200: RECORD },
        problems: [400, 401, 403, 404],
      }),
      put: change("replace", `Give one anew: ${name}`),
      patch: change("change", `Change fields of one: ${name}`),
      delete: note(`fitness_${name}_delete`, `Delete one: ${name}`, {
        parameters: [ID],
        answers: { 204: null },
        problems: WRITE,
      }),
    },
  };
}

function syncOf(path: string, name: string, kind: Kind): Readonly<Record<string, PathNotes>> {
  return {
    [`${path}/push`]: {
      post: note(`fitness_${name}_push`, `Hand over ${name}, with a result for each`, {
        body: documented(pushShape(kind)),
        answers: { 200: { type: "object", required: ["status", "results"] } },
        problems: WRITE,
      }),
    },
    [`${path}/pull`]: {
      get: note(`fitness_${name}_pull`, `Get ${name} that changed`, {
        parameters: [SINCE],
        answers: { 200: objectOf({ records: { type: "array", items: RECORD } }) },
        problems: [400, 401, 403],
      }),
    },
  };
}

function token(id: string, summary: string, body: JsonSchema): OperationNote {
  const problems = [400, 401, 403, 429];
  return note(id, summary, { body, answers: { 200: TOKENS }, problems, open: true });
}

function note(
  id: string,
  summary: string,
  rest: Omit<OperationNote, "tag" | "id" | "summary" | "problems"> & {
    readonly problems?: readonly number[];
  },
): OperationNote {
  return { tag: TAG, id, summary, problems: [401, 403], ...rest };
}
