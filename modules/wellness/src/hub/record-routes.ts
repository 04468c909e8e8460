import { newId } from "@healthops/base/ids";
import { Problem } from "@healthops/base/problem";
import { readChangesSince } from "@healthops/hub/pull/legacy-cursor";
import type { Hub } from "@healthops/hub/hub";
import type { OperationNote } from "@healthops/hub/routes/operation";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { ClientRecord } from "./answers.ts";
import { clientRecords } from "./answers.ts";
import { recordNotes } from "./fitness-notes.ts";
import type { Kind, ServedKind } from "./kinds.ts";
import type { KnownRecord } from "./known-records.ts";
import { readKnown } from "./known-records.ts";
import { planChange } from "./plan-change.ts";
import type { PushResult } from "./push-records.ts";
import { pushRecords } from "./push-records.ts";
import type { Session } from "./session.ts";
import { sessionOf } from "./session.ts";
import type { ClientId, SentRecord } from "./shapes.ts";
import { recordShape } from "./shapes.ts";

interface OfRecord {
  Params: { id: string };
  Body: SentRecord;
}

/** List, create, read, change and delete one kind of records below a path, as older clients do. */
export function recordRoutes(
  app: FastifyInstance,
  hub: Hub,
  { path, name, kind }: ServedKind,
): void {
  const notes = recordNotes(name);
  const entered = { onRequest: [app.limiters.sync], preParsing: app.authenticate };
  const signedIn = (api: OperationNote) => ({ ...entered, config: { api } });
  const withBody = (api: OperationNote) => ({
    ...entered,
    schema: { body: recordShape(kind) },
    config: { judgesContent: true, api },
  });

  app.get<{ Body: undefined }>(path, signedIn(notes.list), (request) =>
    listOwn(sessionOf(hub, request), kind),
  );

  app.post<{ Body: SentRecord }>(path, withBody(notes.create), async (request, reply) => {
    app.spendChanges(request, 1);
    const { created, record } = await createRecord(sessionOf(hub, request), kind, request.body);
    return reply.code(created ? 201 : 200).send(record);
  });

  app.get<OfRecord>(`${path}/:id`, signedIn(notes.read), async (request) => {
    const found = await find(hub, kind, request);
    return await shown(found.session, kind, found.known, found.clientId);
  });

  const change = async (request: FastifyRequest<OfRecord>): Promise<ClientRecord> => {
    app.spendChanges(request, 1);
    const found = await find(hub, kind, request);
    if (request.method === "PUT") checkWhole(kind, request.body);
    return await changeRecord(found, kind, request.body);
  };
  app.put<OfRecord>(`${path}/:id`, withBody(notes.replace), change);
  app.patch<OfRecord>(`${path}/:id`, withBody(notes.change), change);

  app.delete<OfRecord>(`${path}/:id`, signedIn(notes.delete), async (request, reply) => {
    const found = await find(hub, kind, request);
    await changeRecord(found, kind, { deleted: true });
    return reply.code(204).send();
  });
}

/** All records of the person that are not deleted. */
async function listOwn(session: Session, kind: Kind): Promise<readonly ClientRecord[]> {
  const { hub, actor } = session;
  const entry = hub.engine.catalog.named(kind.collection.name);
  const { changes } = await readChangesSince(hub.pool, entry, [`user:${actor.personId}`], null);
  return await clientRecords(session, kind, changes);
}

interface Found {
  readonly session: Session;
  readonly clientId: ClientId;
  readonly known: KnownRecord;
}

/** The person's record that the address names; a Problem `unknown_record` (404) without one. */
async function find(hub: Hub, kind: Kind, request: FastifyRequest<OfRecord>): Promise<Found> {
  const session = sessionOf(hub, request);
  const entry = hub.engine.catalog.named(kind.collection.name);
  const names = namesOf(request.params.id);
  const recordIds = await session.ids.recordIds(entry, names);
  const known = await readKnown(hub.pool, entry, session.actor.personId, [...recordIds.values()]);
  for (const clientId of names) {
    const record = known.get(recordIds.get(clientId) ?? "");
    if (record !== undefined && !record.deleted) return { session, clientId, known: record };
  }
  throw new Problem({
    code: "unknown_record",
    status: 404,
    message: "You have no record of that id.",
  });
}

/** In an address, a number and the text of a number look the same. */
function namesOf(text: string): readonly ClientId[] {
  const number = /^-?(0|[1-9]\d*)$/.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(number) ? [number, text] : [text];
}

async function createRecord(
  session: Session,
  kind: Kind,
  sent: SentRecord,
): Promise<{ created: boolean; record: ClientRecord }> {
  const { hub, ids } = session;
  const entry = hub.engine.catalog.named(kind.collection.name);
  const recordId =
    sent.id === undefined
      ? newId(hub.ports)
      : ((await ids.recordIds(entry, [sent.id])).get(sent.id) ?? "");
  const known = await readKnown(hub.pool, entry, session.actor.personId, [recordId]);
  const there = known.get(recordId);
  if (there !== undefined && sent.id !== undefined) {
    // The same call again, because its answer was lost.
    const isRepeat = !there.deleted && planChange(kind, recordId, there, sent, () => ({})) === null;
    if (!isRepeat) throw recordExists();
    return { created: false, record: await shown(session, kind, there, sent.id) };
  }
  const given = sent.id ?? (await ids.clientIds(entry, [recordId])).get(recordId) ?? recordId;
  const placed = { sent: { ...sent, deleted: false }, clientId: given, recordId };
  const [result] = await pushRecords(session, kind, [placed], () => "");
  return { created: true, record: await outcome(session, kind, placed, result) };
}

async function changeRecord(
  { session, clientId, known }: Found,
  kind: Kind,
  sent: SentRecord,
): Promise<ClientRecord> {
  // Without a version the change is based on what the hub has now.
  const placed = {
    sent: { ...sent, version: sent.version ?? known.version },
    clientId,
    recordId: known.id,
  };
  const [result] = await pushRecords(session, kind, [placed], () => "");
  return await outcome(session, kind, placed, result);
}

/** The record as it now is; a Problem when the engine refused the change or a person must decide. */
async function outcome(
  session: Session,
  kind: Kind,
  { clientId, recordId }: { clientId: ClientId; recordId: string },
  result: PushResult | undefined,
): Promise<ClientRecord> {
  if (result?.status === "rejected") {
    throw new Problem({ ...result, status: STATUS_OF[result.code] ?? 422 });
  }
  const entry = session.hub.engine.catalog.named(kind.collection.name);
  const known = await readKnown(session.hub.pool, entry, session.actor.personId, [recordId]);
  const now = known.get(recordId);
  if (now === undefined)
    throw new Error(`${kind.collection.name} ${recordId} was taken but is gone`);
  const record = await shown(session, kind, now, clientId);
  if (result?.status !== "conflict") return record;
  throw new Problem({
    code: "conflict",
    status: 409,
    message:
      "Somebody changed the same field meanwhile. Both values are kept until a person decides.",
    extra: { conflict_id: result.conflict_id, record },
  });
}

const STATUS_OF: Readonly<Record<string, number>> = {
  not_permitted: 403,
  unknown_record: 404,
  id_taken: 409,
};

async function shown(
  session: Session,
  kind: Kind,
  known: KnownRecord,
  clientId: ClientId,
): Promise<ClientRecord> {
  const [record] = await clientRecords(
    session,
    kind,
    [{ record: known, deleted: known.deleted }],
    new Map([[known.id, clientId]]),
  );
  return record ?? {};
}

/** A PUT gives every field that a record must have. */
function checkWhole(kind: Kind, sent: SentRecord): void {
  const missing = kind.fields.filter(
    ({ name, field }) =>
      kind.collection.fields[field]?.required === true && sent[name] === undefined,
  );
  if (missing.length === 0) return;
  throw new Problem({
    code: "invalid_record",
    message: `A PUT gives the whole record; ${missing[0]?.name} is missing. Use PATCH to change some fields.`,
    faults: missing.map(({ name }) => ({ field: name, message: "is missing" })),
  });
}

function recordExists(): Problem {
  return new Problem({
    code: "record_exists",
    status: 409,
    message: "There is a record of that id with other content. Change it with PUT or PATCH.",
  });
}
