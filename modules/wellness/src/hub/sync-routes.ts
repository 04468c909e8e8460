import { readChangesSince } from "@healthops/hub/pull/legacy-cursor";
import type { Hub } from "@healthops/hub/hub";
import type { FastifyInstance } from "fastify";
import { clientRecords } from "./answers.ts";
import { syncNotes } from "./fitness-notes.ts";
import type { ServedKind } from "./kinds.ts";
import { pushRecords } from "./push-records.ts";
import { sessionOf } from "./session.ts";
import type { ClientId, SentRecord } from "./shapes.ts";
import { pushShape } from "./shapes.ts";
import { sinceOf } from "./since.ts";

const PUSH_BODY_MAX_bytes = 8 * 1024 * 1024;

interface PushBody {
  readonly records: readonly (SentRecord & { readonly id: ClientId })[];
}

/** `push` and `pull` of one kind of records below a path, as older clients sync. */
export function syncRoutes(app: FastifyInstance, hub: Hub, { path, name, kind }: ServedKind): void {
  const notes = syncNotes(name);
  const signedIn = { onRequest: [app.limiters.sync], preParsing: app.authenticate };
  const entry = hub.engine.catalog.named(kind.collection.name);

  app.post<{ Body: PushBody }>(
    `${path}/push`,
    {
      ...signedIn,
      bodyLimit: PUSH_BODY_MAX_bytes,
      schema: { body: pushShape(kind) },
      config: { judgesContent: true, api: notes.push },
    },
    async (request) => {
      const session = sessionOf(hub, request);
      const { records } = request.body;
      app.spendChanges(request, records.length);
      const recordIds = await session.ids.recordIds(
        entry,
        records.map(({ id }) => id),
      );
      const placed = records.map((sent) => ({
        sent,
        clientId: sent.id,
        recordId: recordIds.get(sent.id) ?? "",
      }));
      const results = await pushRecords(session, kind, placed, (index) => `records.${index}.`);
      return {
        status: "ok",
        results: results.map((result, index) => Object.assign({ id: records[index]?.id }, result)),
      };
    },
  );

  const pull = { ...signedIn, config: { api: notes.pull } };
  app.get<{ Querystring: { since?: unknown } }>(`${path}/pull`, pull, async (request) => {
    const since_us = sinceOf(request.query.since);
    const session = sessionOf(hub, request);
    const own = [`user:${session.actor.personId}`];
    const { changes } = await readChangesSince(hub.pool, entry, own, since_us);
    return { records: await clientRecords(session, kind, changes) };
  });
}
