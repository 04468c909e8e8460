import { Problem } from "@healthops/base/problem";
import { isObject } from "@healthops/schema/list/parse-list-query";
import type { Content } from "@healthops/schema/record";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { historyParameters, recordHistory } from "./record-history.ts";
import type { TableEntry } from "../engine/catalog.ts";
import type { Hub } from "../hub.ts";
import type { RecordChange } from "./change-record.ts";
import type { CollectionAddress } from "./collection-address.ts";
import { changeRecord } from "./change-record.ts";
import { collectionNotes } from "./collection-notes.ts";
import { createRecord } from "./create-record.ts";
import { listParameters } from "./list-parameters.ts";
import { listRecords } from "./list-records.ts";
import type { GivenParameters } from "../requests/query-parameters.ts";
import { readParameters } from "../requests/query-parameters.ts";
import { checkedId, maySee, readRecord, readVisible, recordDeleted } from "./read-record.ts";
import { entityTag, recordJson } from "./record-json.ts";
import { baseVersion, reasonGiven } from "../requests/request-headers.ts";
import { sendJson } from "../requests/send-json.ts";

interface Addressed {
  Params: { id: string };
  Querystring: GivenParameters;
}
type AddressedRequest = FastifyRequest<Addressed>;

/** The routes of one collection below its address `/api/v1/{module}/{collection}`. */
export function collectionRoutes(
  app: FastifyInstance,
  hub: Hub,
  { address, entry, turns }: CollectionAddress,
): void {
  const api = collectionNotes(entry.collection);
  const told = (verb: keyof typeof api) => ({
    preParsing: app.authenticate,
    config: { judgesContent: true, api: api[verb] },
  });
  const one = `${address}/:id`;
  const write =
    (op: RecordChange["op"]) =>
    (request: AddressedRequest, reply: FastifyReply): Promise<FastifyReply> =>
      change(hub, entry, op, request, reply);

  app.get<Addressed>(address, told("list"), async (request, reply) => {
    const asked = listParameters(entry.collection, request.query);
    const { actor } = request;
    const { records, next, count } = await turns.take(actor.personId, () =>
      listRecords(hub.pool, entry, actor, asked),
    );
    const page = { records: records.map(recordJson), next };
    return sendJson(request, reply, count === null ? page : { ...page, count });
  });
  app.post<Addressed>(address, told("create"), async (request, reply) => {
    readParameters(request.query, {});
    const { id, ...fields } = bodyFields(request.body);
    const reason = reasonGiven(request.headers);
    const given = { id: id === undefined ? null : checkedId(String(id)), fields };
    const made = await createRecord(hub, { entry, address }, request.actor, given, reason);
    reply.code(made.created ? 201 : 200).header("location", `${address}/${made.id}`);
    return sendWritten(hub, entry, request, reply, made.id, made.created ? "applied" : "unchanged");
  });
  app.get<Addressed>(one, told("read"), async (request, reply) => {
    readParameters(request.query, {});
    const id = checkedId(request.params.id);
    const { record, deleted } = await readVisible(hub.pool, entry, request.actor, id);
    if (deleted) throw recordDeleted(entry, record);
    const tag = entityTag(record.version);
    reply.header("etag", tag);
    if (request.headers["if-none-match"] === tag) return reply.code(304).send();
    return sendJson(request, reply, recordJson(record));
  });
  app.patch<Addressed>(one, told("update"), write("update"));
  app.delete<Addressed>(one, told("delete"), write("delete"));
  app.post<Addressed>(`${one}/restore`, told("restore"), write("restore"));
  app.get<Addressed>(`${one}/history`, told("history"), async (request, reply) => {
    const asked = historyParameters(request.query);
    const id = checkedId(request.params.id);
    return sendJson(request, reply, await recordHistory(hub, entry, request.actor, id, asked));
  });
}

async function change(
  hub: Hub,
  entry: TableEntry,
  op: RecordChange["op"],
  request: AddressedRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  readParameters(request.query, {});
  const id = checkedId(request.params.id);
  const fields = op === "update" ? bodyFields(request.body) : noFields(request.body);
  const base = baseVersion(request.headers);
  const reason = reasonGiven(request.headers);
  const done = await changeRecord(hub, entry, request.actor, { id, op, base, fields, reason });
  if (op !== "delete") return sendWritten(hub, entry, request, reply, id, done.outcome);
  return reply.code(204).header("etag", entityTag(done.version)).send();
}

/** The record after a write; null when the write moved it to where this person does not see it. */
async function sendWritten(
  hub: Hub,
  entry: TableEntry,
  request: FastifyRequest,
  reply: FastifyReply,
  id: string,
  outcome: string,
): Promise<FastifyReply> {
  const found = await readRecord(hub.pool, entry, id);
  const seen = found !== null && !found.deleted && maySee(request.actor, entry, found.record);
  if (!seen) return sendJson(request, reply, { outcome, record: null });
  reply.header("etag", entityTag(found.record.version));
  return sendJson(request, reply, { outcome, record: recordJson(found.record) });
}

/** Any object; the collection's own validator looks inside. */
function bodyFields(body: unknown): Content {
  if (isObject(body)) return body as Content;
  throw invalidBody("The body is a JSON object with one entry a field.");
}

function noFields(body: unknown): Content {
  if (body === undefined || body === null || (isObject(body) && Object.keys(body).length === 0)) {
    return {};
  }
  throw invalidBody("This request carries no fields: leave the body out.");
}

function invalidBody(message: string): Problem {
  return new Problem({
    code: "invalid_request",
    message: `${message} Nothing was changed.`,
    faults: [{ field: "(body)", message }],
  });
}
