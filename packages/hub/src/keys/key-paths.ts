import type { OperationNote, PathNotes } from "../rest/openapi/operation.ts";
import { UUID_TEXT, objectOf } from "../rest/openapi/operation.ts";

const MOMENT = { type: "string", format: "date-time" };
const MOMENT_OR_NULL = { type: ["string", "null"], format: "date-time" };
const ID_OR_NULL = { type: ["string", "null"], format: "uuid" };

const KEY = objectOf({
  id: UUID_TEXT,
  siteId: ID_OR_NULL,
  label: { type: "string" },
  createdAt: MOMENT,
  createdBy: ID_OR_NULL,
  lastUsedAt: MOMENT_OR_NULL,
  lastUploadAt: MOMENT_OR_NULL,
  revokedAt: MOMENT_OR_NULL,
});

const MADE = objectOf({ id: UUID_TEXT, key: { type: "string" } });

const ID_IN_PATH = {
  name: "id",
  in: "path",
  description: "The key's id.",
  schema: UUID_TEXT,
} as const;

/** What the API's document says of the addresses of keys. */
export const KEY_PATHS: Readonly<Record<string, PathNotes>> = {
  "/api/v1/keys": {
    get: note("keys", "Keys of older programs", {
      answers: { 200: objectOf({ keys: { type: "array", items: KEY } }) },
    }),
    post: note("create_key", "Make a key", {
      description: "`key` is answered this once. Without a site it opens all regions.",
      body: objectOf({
        siteId: ID_OR_NULL,
        label: { type: "string", minLength: 1, maxLength: 100 },
      }),
      answers: { 201: MADE },
      problems: [400, 401, 403, 404, 422],
    }),
  },
  "/api/v1/keys/{id}/revoke": {
    post: note("revoke_key", "Take a key back", {
      parameters: [ID_IN_PATH],
      answers: { 204: null },
      problems: [400, 401, 403, 404],
    }),
  },
  "/api/v1/keys/{id}/renew": {
    post: note("renew_key", "Give a program another key", {
      description: "The one before opens nothing any more; the program's data keeps its place.",
      parameters: [ID_IN_PATH],
      answers: { 200: MADE },
      problems: [400, 401, 403, 404, 409],
    }),
  },
};

type Rest = Omit<OperationNote, "tag" | "id" | "summary" | "problems"> & {
  readonly problems?: readonly number[];
};

function note(id: string, summary: string, rest: Rest): OperationNote {
  return { tag: "Keys", id, summary, problems: [401, 403], ...rest };
}
