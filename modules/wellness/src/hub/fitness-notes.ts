import type { OperationNote } from "@healthops/hub/routes/operation";
import { objectOf, query } from "@healthops/hub/routes/operation";
import type { JsonSchema } from "@healthops/schema/json-schema";

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
const WRITE = [404, 409, 422];

/** What is said of the routes of one kind of records. */
export function recordNotes(name: string) {
  const change = (verb: string, summary: string): OperationNote =>
    note(`fitness_${name}_${verb}`, summary, {
      parameters: [ID],
      answers: { 200: RECORD },
      problems: WRITE,
    });
  return {
    list: note(`fitness_${name}_list`, `All one's own: ${name}`, {
      answers: { 200: { type: "array", items: RECORD } },
    }),
    create: note(`fitness_${name}_create`, `Create one: ${name}`, {
      answers: { 200: RECORD, 201: RECORD },
      problems: WRITE,
    }),
    read: note(`fitness_${name}_read`, `Read one: ${name}`, {
      parameters: [ID],
      answers: { 200: RECORD },
      problems: [404],
    }),
    replace: change("replace", `Give one anew: ${name}`),
    change: change("change", `Change fields of one: ${name}`),
    delete: note(`fitness_${name}_delete`, `Delete one: ${name}`, {
      parameters: [ID],
      answers: { 204: null },
      problems: WRITE,
    }),
  };
}

/** The same of `push` and `pull`. */
export function syncNotes(name: string) {
  return {
    push: note(`fitness_${name}_push`, `Hand over ${name}, with a result for each`, {
      answers: { 200: { type: "object", required: ["status", "results"] } },
      problems: WRITE,
    }),
    pull: note(`fitness_${name}_pull`, `Get ${name} that changed`, {
      parameters: [SINCE],
      answers: { 200: objectOf({ records: { type: "array", items: RECORD } }) },
    }),
  };
}

/** The same of signing in, and of new tokens. */
export function tokenNote(id: string, summary: string): OperationNote {
  return note(id, summary, { answers: { 200: TOKENS }, problems: [401, 403], open: true });
}

function note(
  id: string,
  summary: string,
  rest: Omit<OperationNote, "tag" | "id" | "summary">,
): OperationNote {
  return { tag: TAG, id, summary, ...rest };
}
