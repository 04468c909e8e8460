import type { OperationNote, PathNotes } from "../routes/operation.ts";
import { UUID_TEXT, ref } from "../routes/operation.ts";

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
      answers: { 200: ref("ApiKeyList") },
    }),
    post: note("create_key", "Make a key", {
      description: "`key` is answered this once. Without a site it opens all regions.",
      body: ref("NewApiKey"),
      answers: { 201: ref("MadeApiKey") },
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
      answers: { 200: ref("MadeApiKey") },
      problems: [400, 401, 403, 404, 409],
    }),
  },
  "/api/v1/keys/{id}/allow-large": {
    post: note("allow_large_upload", "Let a program bring an unusually large file", {
      description:
        "For 24 hours. Without it a file that would add many times what the region has is refused (`implausible_upload`).",
      parameters: [ID_IN_PATH],
      answers: { 204: null },
      problems: [400, 401, 403, 404],
    }),
  },
};

type Rest = Omit<OperationNote, "tag" | "id" | "summary" | "problems"> & {
  readonly problems?: readonly number[];
};

function note(id: string, summary: string, rest: Rest): OperationNote {
  return { tag: "Keys", id, summary, problems: [401, 403], ...rest };
}
