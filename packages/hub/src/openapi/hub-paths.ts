import type { JsonSchema } from "@healthops/schema/json-schema";
import { KEY_PATHS } from "../keys/key-paths.ts";
import type { OperationNote, PathNotes } from "../routes/operation.ts";
import { ADMIN_PATHS } from "./admin-paths.ts";
import { auditPaths } from "./audit-paths.ts";
import { UUID_TEXT, objectOf, ref } from "../routes/operation.ts";

const MOMENT: JsonSchema = { type: "string", format: "date-time" };

const SESSION = objectOf({
  id: UUID_TEXT,
  replicaId: { type: ["string", "null"], format: "uuid" },
  createdAt: MOMENT,
  refreshedAt: MOMENT,
  expiresAt: MOMENT,
});

/** Signing in, tokens, one's own sessions. */
const AUTH: Readonly<Record<string, PathNotes>> = {
  "/api/v1/auth/sign-in": {
    post: auth("sign_in", "Sign in", {
      description:
        "At most 5 attempts a minute for an account and address; pauses grow with wrong passwords.",
      body: ref("SignInRequest"),
      answers: { 200: ref("Tokens") },
      problems: [400, 401, 403, 429],
      open: true,
    }),
  },
  "/api/v1/auth/refresh": {
    post: auth("refresh", "Get new tokens", {
      description: "Each refresh token works once; a second use ends the session.",
      body: ref("RefreshRequest"),
      answers: { 200: ref("Tokens") },
      problems: [400, 401, 403, 429],
      open: true,
    }),
  },
  "/api/v1/auth/sign-out": {
    post: auth("sign_out", "Sign out", {
      description: "With an access token, or the refresh token as body.",
      answers: { 204: null },
      problems: [400, 401],
    }),
  },
  "/api/v1/auth/me": {
    get: auth("me", "Who am I, and what may I see", { answers: { 200: ref("Identity") } }),
  },
  "/api/v1/auth/replace-password": {
    post: auth("replace_password", "Choose my own password in the place of a one-time one", {
      description: "Counts as an attempt to sign in; sign in with the new one afterwards.",
      body: ref("ReplacePasswordRequest"),
      answers: { 204: null },
      problems: [400, 401, 403, 422, 429],
      open: true,
    }),
  },
  "/api/v1/auth/reset-link": {
    post: auth("look_at_reset_link", "What a link for a new password needs", {
      body: ref("LookAtLinkRequest"),
      answers: { 200: ref("LookAtLinkAnswer") },
      problems: [400, 404, 429],
      open: true,
    }),
  },
  "/api/v1/auth/reset-password": {
    post: auth("reset_password", "Set my password by a link", {
      description: "With the code of the countersign, where one is needed. Ends my sessions.",
      body: ref("UseLinkRequest"),
      answers: { 204: null },
      problems: [400, 403, 404, 422, 429],
      open: true,
    }),
  },
  "/api/v1/me/news": {
    get: auth("own_news", "What happened at my account since I signed in before", {
      answers: { 200: ref("SignInNews") },
    }),
  },
  "/api/v1/me/news/seen": {
    post: auth("own_news_seen", "I have seen it", {
      body: ref("NewsSeenRequest"),
      answers: { 204: null },
      problems: [400, 401, 403],
    }),
  },
  "/api/v1/me/password": {
    post: auth("own_password", "Change my password", {
      description: "Ends my other sessions. Counts as an attempt to sign in.",
      body: ref("OwnPasswordRequest"),
      answers: { 204: null },
      problems: [400, 401, 403, 422, 429],
    }),
  },
  "/api/v1/auth/sessions": {
    get: auth("sessions", "My open sessions", {
      answers: {
        200: objectOf({ current: UUID_TEXT, sessions: { type: "array", items: SESSION } }),
      },
    }),
  },
  "/api/v1/auth/sessions/{id}": {
    delete: auth("end_session", "End one of my sessions", {
      parameters: [{ name: "id", in: "path", description: "The session.", schema: UUID_TEXT }],
      answers: { 204: null },
      problems: [400, 401, 403, 404],
    }),
  },
};

/** What devices use, and how they do. */
const SYNC: Readonly<Record<string, PathNotes>> = {
  "/api/v1/sync/push": {
    post: sync("push", "Hand over a device's changes", {
      body: ref("PushRequest"),
      answers: { 200: ref("PushResponse") },
      problems: [400, 401, 403, 409, 413, 426],
    }),
  },
  "/api/v1/sync/pull": {
    post: sync("pull", "Get what changed", {
      description: "With `If-None-Match` of the last complete answer, 304 when nothing changed.",
      body: ref("PullRequest"),
      answers: { 200: ref("PullResponse"), 304: null },
      problems: [400, 401, 403, 409, 426],
    }),
  },
};

/** Addresses of the hub that the document leaves out, and why. */
export const LEFT_OUT: ReadonlyMap<string, string> = new Map([
  ["/api/v1/sync/live", "a WebSocket, which OpenAPI cannot describe: docs/sync.md, LIV1"],
  ["/api/openapi.json", "the document itself"],
  ["/metrics", "for whoever watches the hub, in Prometheus' own form"],
  ["/.well-known/security.txt", "RFC 9116 describes it"],
]);

const STATUS = objectOf({ status: { type: "string" }, version: { type: "string" } });

const HEALTH: Readonly<Record<string, PathNotes>> = {
  "/health": { get: health("health", "Whether the hub is ready") },
  "/health/ready": { get: health("health_ready", "Whether the hub is ready") },
  "/health/live": { get: health("health_live", "Whether the hub's process runs") },
};

/** The addresses that belong to no collection. */
export function hubPaths(collections: readonly string[]): Readonly<Record<string, PathNotes>> {
  return {
    ...AUTH,
    ...SYNC,
    ...auditPaths(collections),
    ...ADMIN_PATHS,
    ...KEY_PATHS,
    ...HEALTH,
  };
}

type Rest = Omit<OperationNote, "tag" | "id" | "summary" | "problems"> & {
  readonly problems?: readonly number[];
};

function auth(id: string, summary: string, rest: Rest): OperationNote {
  return { tag: "Signing in", id, summary, problems: [401, 403], ...rest };
}

function sync(id: string, summary: string, rest: Rest): OperationNote {
  return { tag: "Sync", id, summary, problems: [], ...rest };
}

function health(id: string, summary: string): OperationNote {
  const answers = id === "health_live" ? { 200: STATUS } : { 200: STATUS, 503: STATUS };
  return { tag: "Health", id, summary, answers, problems: [], open: true };
}
