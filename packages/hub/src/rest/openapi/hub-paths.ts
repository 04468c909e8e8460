import type { JsonSchema } from "@healthops/schema/json-schema";
import { KEY_PATHS } from "../../keys/key-paths.ts";
import type { OperationNote, PathNotes } from "./operation.ts";
import { AFTER, MOMENT_TEXT, UUID_TEXT, limit, objectOf, query, ref } from "./operation.ts";

const PASSWORD: JsonSchema = { type: "string", minLength: 1, maxLength: 200 };
const MOMENT: JsonSchema = { type: "string", format: "date-time" };

const SESSION = objectOf({
  id: UUID_TEXT,
  replicaId: { type: ["string", "null"], format: "uuid" },
  createdAt: MOMENT,
  refreshedAt: MOMENT,
  expiresAt: MOMENT,
});

const FROM_TO = [
  query("from", "Not before this moment.", MOMENT_TEXT),
  query("to", "Before this moment.", MOMENT_TEXT),
  query("person", "Only of this person.", UUID_TEXT),
];

/** Signing in, tokens, one's own sessions. */
const AUTH: Readonly<Record<string, PathNotes>> = {
  "/api/v1/auth/sign-in": {
    post: auth("sign_in", "Sign in", {
      description: "At most 5 attempts a minute for an account and address.",
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
  "/api/v1/auth/change-password": {
    post: auth("change_password", "Change my password", {
      description: "Ends my other sessions.",
      body: { ...objectOf({ currentPassword: PASSWORD, newPassword: PASSWORD }) },
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
      problems: [400, 401, 403, 409, 413],
    }),
  },
  "/api/v1/sync/pull": {
    post: sync("pull", "Get what changed", {
      description: "With `If-None-Match` of the last complete answer, 304 when nothing changed.",
      body: ref("PullRequest"),
      answers: { 200: ref("PullResponse"), 304: null },
      problems: [400, 401, 403],
    }),
  },
  "/api/v1/sync/live": {
    get: sync("live", "Live channel (WebSocket)", {
      description: "Tells which scopes changed. The first message carries the access token.",
      answers: { 101: null },
      problems: [400],
      open: true,
    }),
  },
  "/api/v1/sync/devices": {
    get: sync("devices", "How each device's sync is doing", {
      description: "Administrators see all devices, managers those of their site's people.",
      parameters: [query("person", "Only of this person.", UUID_TEXT), limit(1000, 100), AFTER],
      answers: { 200: ref("DevicePage") },
      problems: [400, 401, 403],
    }),
  },
};

const AUDIT: Readonly<Record<string, PathNotes>> = {
  "/api/v1/audit": {
    get: {
      tag: "Audit",
      id: "audit_list",
      summary: "Who changed what, newest first",
      description:
        "Managers see the changes of their site's records. Administrators see that something changed everywhere, content only of what they may see themselves.",
      parameters: [
        ...FROM_TO,
        query("collection", "Only records of this kind.", { type: "string" }),
        query("record", "Only this record.", UUID_TEXT),
        query("op", "Only this operation.", {
          type: "string",
          enum: ["create", "update", "delete", "restore"],
        }),
        query("device", "Only from this device's database.", UUID_TEXT),
        limit(1000, 50),
        AFTER,
      ],
      answers: { 200: ref("HistoryPage") },
      problems: [400, 401, 403],
    },
  },
  "/api/v1/audit/events": {
    get: {
      tag: "Audit",
      id: "audit_events",
      summary: "Security events, newest first",
      description:
        "Failed sign-ins, ended sessions, changed passwords and privileges; for administrators.",
      parameters: [
        ...FROM_TO,
        query("kind", "Only events of this kind.", { type: "string" }),
        limit(1000, 50),
        AFTER,
      ],
      answers: { 200: ref("SecurityEventPage") },
      problems: [400, 401, 403],
    },
  },
};

const STATUS = objectOf({ status: { type: "string" }, version: { type: "string" } });

const HEALTH: Readonly<Record<string, PathNotes>> = {
  "/health": { get: health("health", "Whether the hub is ready") },
  "/health/ready": { get: health("health_ready", "Whether the hub is ready") },
  "/health/live": { get: health("health_live", "Whether the hub's process runs") },
};

/** The addresses that belong to no collection. */
export const HUB_PATHS: Readonly<Record<string, PathNotes>> = {
  ...AUTH,
  ...SYNC,
  ...AUDIT,
  ...KEY_PATHS,
  ...HEALTH,
};

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
