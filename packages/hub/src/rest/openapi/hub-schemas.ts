import { Identity, RefreshRequest, SignInRequest, Tokens } from "@healthops/protocol/wire/auth";
import { ProblemBody } from "@healthops/protocol/wire/problem";
import { PullRequest, PullResponse } from "@healthops/protocol/wire/pull";
import { PushRequest, PushResponse } from "@healthops/protocol/wire/push";
import type { JsonSchema } from "@healthops/schema/json-schema";
import { UUID_TEXT, objectOf, ref } from "./operation.ts";

const MOMENT: JsonSchema = { type: "string", format: "date-time" };
const MOMENT_OR_NULL: JsonSchema = { type: ["string", "null"], format: "date-time" };
const UUID_OR_NULL: JsonSchema = { type: ["string", "null"], format: "uuid" };
const TEXT_OR_NULL: JsonSchema = { type: ["string", "null"] };
const INTEGER: JsonSchema = { type: "integer" };
const VALUES_OR_NULL: JsonSchema = {
  type: ["object", "null"],
  description: "Values of the changed fields; null when withheld.",
};

/** Schemas that belong to no collection. */
export const HUB_SCHEMAS: Readonly<Record<string, JsonSchema>> = {
  Problem: { ...plain(ProblemBody), additionalProperties: true },
  SignInRequest: plain(SignInRequest),
  RefreshRequest: plain(RefreshRequest),
  Tokens: plain(Tokens),
  Identity: plain(Identity),
  PushRequest: plain(PushRequest),
  PushResponse: plain(PushResponse),
  PullRequest: plain(PullRequest),
  PullResponse: plain(PullResponse),
  HistoryEntry: objectOf({
    collection: { type: "string" },
    recordId: UUID_TEXT,
    version: INTEGER,
    op: { type: "string", enum: ["create", "update", "delete", "restore"] },
    at: MOMENT,
    personId: { ...UUID_OR_NULL, description: "Null: the hub itself." },
    replicaId: { ...UUID_OR_NULL, description: "The device's database; null: not from a device." },
    deviceTime: { ...MOMENT_OR_NULL, description: "By the device's clock." },
    withheld: { type: "boolean", description: "The content is not for you." },
    reason: TEXT_OR_NULL,
    before: VALUES_OR_NULL,
    after: VALUES_OR_NULL,
  }),
  HistoryPage: pageOf("entries", ref("HistoryEntry")),
  SecurityEvent: objectOf({
    id: INTEGER,
    at: MOMENT,
    kind: { type: "string" },
    personId: UUID_OR_NULL,
    sessionId: UUID_OR_NULL,
    byPersonId: UUID_OR_NULL,
    detail: { type: "object" },
  }),
  SecurityEventPage: pageOf("events", ref("SecurityEvent")),
  Device: objectOf({
    replicaId: UUID_TEXT,
    personId: UUID_TEXT,
    siteId: UUID_OR_NULL,
    lastSeq: { ...INTEGER, description: "Highest group number that the hub has applied." },
    protocol: { type: ["integer", "null"] },
    schemaVersion: TEXT_OR_NULL,
    firstSeenAt: MOMENT,
    lastPushAt: MOMENT_OR_NULL,
    lastPullAt: MOMENT_OR_NULL,
    revokedAt: MOMENT_OR_NULL,
  }),
  DevicePage: pageOf("devices", ref("Device")),
};

function pageOf(name: string, items: JsonSchema): JsonSchema {
  return objectOf({ [name]: { type: "array", items }, next: TEXT_OR_NULL });
}

/** A wire shape as plain JSON: the builder keeps a mark on its schemas that no document needs. */
function plain(schema: object): JsonSchema {
  return JSON.parse(JSON.stringify(schema)) as JsonSchema;
}
