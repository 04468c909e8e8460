import type { OperationNote } from "../routes/operation.ts";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { SecurityEvent } from "@healthops/protocol/wire/admin";
import {
  AuditPage,
  ChainStatus,
  ExportNote,
  SecurityEventPage,
} from "@healthops/protocol/wire/admin";
import { LONG_PATIENCE_ms } from "../requests/patience.ts";
import { recordEvent } from "../security-log/security-events.ts";
import type { GivenParameters } from "../requests/query-parameters.ts";
import { described, readParameters } from "../requests/query-parameters.ts";
import { sendJson } from "../requests/send-json.ts";
import { EXPORT_MAX_rows, sendCsv } from "./audit-export.ts";
import type { AuditAnchor } from "./anchor.ts";
import type { AuditedHub } from "./audit-list.ts";
import { allAudit, auditParameters, listAudit } from "./audit-list.ts";
import type { CsvValue } from "./csv.ts";
import type { HistoryEntry } from "./history-entry.ts";
import { requireRole } from "../requests/require-role.ts";
import {
  allSecurityEvents,
  EVENT_LIST_PARAMETERS,
  EVENT_PARAMETERS,
  listSecurityEvents,
} from "./security-event-list.ts";
import { chainHolds, chainStatus, verifyChain } from "./verify-chain.ts";

const BLOCK_HASH = "^[0-9a-f]{64}$";

const CHAIN_PARAMETERS = {
  noted: described("A block's hash that was written down: whether the chain still has it.", {
    allowed: "a block's hash: 64 digits 0-9, a-f",
    schema: { type: "string", pattern: BLOCK_HASH },
    read: (text) => (new RegExp(BLOCK_HASH).test(text) ? text : undefined),
  }),
};

const TAG = "Audit";
const FILE = {
  tag: TAG,
  summary: "The same as a CSV file",
  description: `At most the ${EXPORT_MAX_rows.toLocaleString("en")} newest. Leaves an event \`exported\`.`,
  answers: { 200: { type: "string" } },
  media: "text/csv",
};

const API = {
  events: {
    tag: TAG,
    id: "audit_events",
    summary: "Security events, newest first",
    description:
      "Sign-ins and failed ones, ended sessions, changed passwords and privileges, revoked and wiped devices, exports, jobs that somebody started; for administrators.",
    query: EVENT_LIST_PARAMETERS,
    answers: { 200: SecurityEventPage },
  },
  eventsFile: { ...FILE, id: "audit_events_export", query: EVENT_PARAMETERS },
  noteExport: {
    tag: TAG,
    id: "audit_note_export",
    summary: "Note that a screen exported a list",
    answers: { 204: null },
  },
  chain: {
    tag: TAG,
    id: "audit_chain",
    summary: "Where the hash chain stands",
    description: "For administrators.",
    query: CHAIN_PARAMETERS,
    answers: { 200: ChainStatus },
  },
  verify: {
    tag: TAG,
    id: "audit_verify",
    summary: "Check the whole hash chain now",
    description: "For administrators. Reads all history once.",
    answers: { 200: ChainStatus },
  },
} satisfies Readonly<Record<string, OperationNote>>;

/** What is said of the list of changes and its file, with the kinds of records that there are. */
function changesApi({ engine }: AuditedHub): Readonly<Record<"list" | "file", OperationNote>> {
  const collections = [...engine.catalog.schema.collections.keys()];
  return {
    list: {
      tag: TAG,
      id: "audit_list",
      summary: "Who changed what, newest first",
      description:
        "Managers see the changes of their site's records. Administrators see that something changed everywhere, content only of what they may see themselves.",
      query: auditParameters(collections, "list"),
      answers: { 200: AuditPage },
    },
    file: { ...FILE, id: "audit_export", query: auditParameters(collections, "file") },
  };
}

interface AuditRoutesHub extends AuditedHub {
  readonly anchor: AuditAnchor | null;
}

type Asking = FastifyRequest<{ Querystring: GivenParameters }>;

/** `/api/v1/audit/…`: who changed what, security events, exports of both, and the chain over them. */
export async function auditRoutes(app: FastifyInstance, hub: AuditRoutesHub): Promise<void> {
  const signedIn = { preParsing: app.authenticate };
  const changes = changesApi(hub);
  const long = (api: OperationNote) => ({
    ...signedIn,
    config: { patience_ms: LONG_PATIENCE_ms, api },
  });

  app.get("", { ...signedIn, config: { api: changes.list } }, async (request: Asking, reply) =>
    sendJson(request, reply, await listAudit(hub, request.actor, request.query)),
  );

  app.get("/events", { ...signedIn, config: { api: API.events } }, async (request: Asking, reply) =>
    sendJson(request, reply, await listSecurityEvents(hub.pool, request.actor, request.query)),
  );

  app.get("/export", long(changes.file), async (request: Asking, reply) => {
    const pages = allAudit(hub, request.actor, request.query, EXPORT_MAX_rows);
    const done = (rows: number): Promise<void> => noteExport(hub, request, "audit", "csv", rows);
    return sendCsv(reply, "audit.csv", CHANGE_COLUMNS, pages, changeValues, done);
  });

  app.get("/events/export", long(API.eventsFile), async (request: Asking, reply) => {
    const pages = allSecurityEvents(hub.pool, request.actor, request.query, EXPORT_MAX_rows);
    const done = (rows: number): Promise<void> =>
      noteExport(hub, request, "audit_events", "csv", rows);
    return sendCsv(reply, "security-events.csv", EVENT_COLUMNS, pages, eventValues, done);
  });

  app.post<{ Body: ExportNote }>(
    "/exports",
    { ...signedIn, schema: { body: ExportNote }, config: { api: API.noteExport } },
    async (request, reply) => {
      const { collection, format, rows } = request.body;
      await noteExport(hub, request, collection, format, rows);
      return reply.code(204).send();
    },
  );

  app.get("/chain", long(API.chain), async (request: Asking, reply) => {
    requireRole(request.actor, "ADMIN");
    const { noted } = readParameters(request.query, CHAIN_PARAMETERS);
    const status = await chainStatus(hub.pool);
    if (noted === undefined) return sendJson(request, reply, status);
    const notedHolds = await chainHolds(hub.pool, noted);
    return sendJson(request, reply, { ...status, notedHolds });
  });

  app.post("/chain/verify", long(API.verify), async (request, reply) => {
    requireRole(request.actor, "ADMIN");
    return sendJson(request, reply, await verifyChain(hub.pool, hub.anchor));
  });
}

async function noteExport(
  hub: AuditRoutesHub,
  { actor, principal }: FastifyRequest,
  collection: string,
  format: string,
  rows: number,
): Promise<void> {
  const { personId } = actor;
  await recordEvent(hub.pool, {
    kind: "exported",
    personId,
    sessionId: principal.sessionId,
    detail: { collection, format, rows },
  });
}

const CHANGE_COLUMNS = [
  "at",
  "collection",
  "recordId",
  "version",
  "op",
  "personId",
  "replicaId",
  "deviceTime",
  "reason",
  "withheld",
  "before",
  "after",
];

function changeValues(entry: HistoryEntry): CsvValue[] {
  return [
    entry.at,
    entry.collection,
    entry.recordId,
    entry.version,
    entry.op,
    entry.personId,
    entry.replicaId,
    entry.deviceTime,
    entry.reason,
    entry.withheld,
    entry.before === null ? null : JSON.stringify(entry.before),
    entry.after === null ? null : JSON.stringify(entry.after),
  ];
}

const EVENT_COLUMNS = ["id", "at", "kind", "personId", "sessionId", "byPersonId", "detail"];

function eventValues(event: SecurityEvent): CsvValue[] {
  return [
    event.id,
    event.at,
    event.kind,
    event.personId,
    event.sessionId,
    event.byPersonId,
    JSON.stringify(event.detail),
  ];
}
