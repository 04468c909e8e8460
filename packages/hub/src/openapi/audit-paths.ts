import type { JsonSchema } from "@healthops/schema/json-schema";
import type { OperationNote, ParameterNote, PathNotes } from "../routes/operation.ts";
import { AFTER, MOMENT_TEXT, UUID_TEXT, limit, query, ref } from "../routes/operation.ts";

const TEXT: JsonSchema = { type: "string" };

const FROM_TO = [
  query("from", "Not before this moment.", MOMENT_TEXT),
  query("to", "Before this moment.", MOMENT_TEXT),
  query("person", "Only of this person.", UUID_TEXT),
];

const ofChanges = (collections: readonly string[]): readonly ParameterNote[] => [
  ...FROM_TO,
  query("collection", "Only records of this kind.", { type: "string", enum: collections }),
  query("record", "Only this record.", UUID_TEXT),
  query("op", "Only this operation.", {
    type: "string",
    enum: ["create", "update", "delete", "restore"],
  }),
  query("device", "Only from this device's database.", UUID_TEXT),
  query("site", "Only of records that this site holds.", UUID_TEXT),
];

const OF_EVENTS = [
  ...FROM_TO,
  query("kind", "Only events of this kind.", TEXT),
  query("by", "Only what this person did.", UUID_TEXT),
];

const PAGE = [limit(1000, 50), AFTER];
const EXPORT = "At most the 100,000 newest. Leaves an event `exported`.";

/** Who changed what, security events, exports, and the chain over them. */
export function auditPaths(collections: readonly string[]): Readonly<Record<string, PathNotes>> {
  const changes = ofChanges(collections);
  return {
    "/api/v1/audit": {
      get: audit("audit_list", "Who changed what, newest first", {
        description:
          "Managers see the changes of their site's records. Administrators see that something changed everywhere, content only of what they may see themselves.",
        parameters: [...changes, ...PAGE],
        answers: { 200: ref("HistoryPage") },
      }),
    },
    "/api/v1/audit/export": {
      get: audit("audit_export", "The same as a CSV file", {
        description: EXPORT,
        parameters: changes,
        answers: { 200: TEXT },
        media: "text/csv",
      }),
    },
    "/api/v1/audit/events": {
      get: audit("audit_events", "Security events, newest first", {
        description:
          "Sign-ins and failed ones, ended sessions, changed passwords and privileges, revoked and wiped devices, exports, jobs that somebody started; for administrators.",
        parameters: [...OF_EVENTS, ...PAGE],
        answers: { 200: ref("SecurityEventPage") },
      }),
    },
    "/api/v1/audit/events/export": {
      get: audit("audit_events_export", "The same as a CSV file", {
        description: EXPORT,
        parameters: OF_EVENTS,
        answers: { 200: TEXT },
        media: "text/csv",
      }),
    },
    "/api/v1/audit/exports": {
      post: audit("audit_note_export", "Note that a screen exported a list", {
        body: ref("ExportNote"),
        answers: { 204: null },
        problems: [400, 401],
      }),
    },
    "/api/v1/audit/chain": {
      get: audit("audit_chain", "Where the hash chain stands", {
        description: "For administrators.",
        parameters: [
          query("noted", "A block's hash that was written down: whether the chain still has it.", {
            type: "string",
            pattern: "^[0-9a-f]{64}$",
          }),
        ],
        answers: { 200: ref("ChainStatus") },
        problems: [400, 401, 403],
      }),
    },
    "/api/v1/audit/chain/verify": {
      post: audit("audit_verify", "Check the whole hash chain now", {
        description: "For administrators. Reads all history once.",
        answers: { 200: ref("ChainStatus") },
        problems: [401, 403],
      }),
    },
  };
}

function audit(
  id: string,
  summary: string,
  rest: Omit<OperationNote, "tag" | "id" | "summary" | "problems"> & {
    readonly problems?: readonly number[];
  },
): OperationNote {
  return { tag: "Audit", id, summary, problems: [400, 401, 403], ...rest };
}
