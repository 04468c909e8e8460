import type { FastifyInstance, FastifyRequest } from "fastify";
import type { SecurityEvent } from "@healthops/protocol/wire/admin";
import { ExportNote } from "@healthops/protocol/wire/admin";
import { LONG_PATIENCE_ms } from "../requests/patience.ts";
import { recordEvent } from "../security-log/security-events.ts";
import type { GivenParameters, Parameter } from "../requests/query-parameters.ts";
import { readParameters } from "../requests/query-parameters.ts";
import { sendJson } from "../requests/send-json.ts";
import { EXPORT_MAX_rows, sendCsv } from "./audit-export.ts";
import type { AuditAnchor } from "./anchor.ts";
import type { AuditedHub } from "./audit-list.ts";
import { allAudit, listAudit } from "./audit-list.ts";
import type { CsvValue } from "./csv.ts";
import type { HistoryEntry } from "./history-entry.ts";
import { requireRole } from "../requests/require-role.ts";
import { allSecurityEvents, listSecurityEvents } from "./security-event-list.ts";
import { chainHolds, chainStatus, verifyChain } from "./verify-chain.ts";

/** A block's hash, as the chain's status tells it. */
const CHAIN_HASH: Parameter<string> = {
  allowed: "a block's hash: 64 digits 0-9, a-f",
  read: (text) => (/^[0-9a-f]{64}$/.test(text) ? text : undefined),
};

interface AuditRoutesHub extends AuditedHub {
  readonly anchor: AuditAnchor | null;
}

type Asking = FastifyRequest<{ Querystring: GivenParameters }>;

/** `/api/v1/audit/…`: who changed what, security events, exports of both, and the chain over them. */
export async function auditRoutes(app: FastifyInstance, hub: AuditRoutesHub): Promise<void> {
  const signedIn = { preParsing: app.authenticate };
  const long = { ...signedIn, config: { patience_ms: LONG_PATIENCE_ms } };

  app.get("", signedIn, async (request: Asking, reply) =>
    sendJson(request, reply, await listAudit(hub, request.actor, request.query)),
  );

  app.get("/events", signedIn, async (request: Asking, reply) =>
    sendJson(request, reply, await listSecurityEvents(hub.pool, request.actor, request.query)),
  );

  app.get("/export", long, async (request: Asking, reply) => {
    const pages = allAudit(hub, request.actor, request.query, EXPORT_MAX_rows);
    const done = (rows: number): Promise<void> => noteExport(hub, request, "audit", "csv", rows);
    return sendCsv(reply, "audit.csv", CHANGE_COLUMNS, pages, changeValues, done);
  });

  app.get("/events/export", long, async (request: Asking, reply) => {
    const pages = allSecurityEvents(hub.pool, request.actor, request.query, EXPORT_MAX_rows);
    const done = (rows: number): Promise<void> =>
      noteExport(hub, request, "audit_events", "csv", rows);
    return sendCsv(reply, "security-events.csv", EVENT_COLUMNS, pages, eventValues, done);
  });

  app.post<{ Body: ExportNote }>(
    "/exports",
    { ...signedIn, schema: { body: ExportNote } },
    async (request, reply) => {
      const { collection, format, rows } = request.body;
      await noteExport(hub, request, collection, format, rows);
      return reply.code(204).send();
    },
  );

  app.get("/chain", long, async (request: Asking, reply) => {
    requireRole(request.actor, "ADMIN");
    const { noted } = readParameters(request.query, { noted: CHAIN_HASH });
    const status = await chainStatus(hub.pool);
    if (noted === undefined) return sendJson(request, reply, status);
    const notedHolds = await chainHolds(hub.pool, noted);
    return sendJson(request, reply, { ...status, notedHolds });
  });

  app.post("/chain/verify", long, async (request, reply) => {
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
