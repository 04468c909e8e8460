import { isId } from "@healthops/base/ids";
import type { FastifyInstance } from "fastify";
import { place, readPlace } from "../audit/place.ts";
import { requireRole } from "../audit/require-role.ts";
import type { Queryable, Row } from "../database/pool.ts";
import type { HubActor } from "../hub-actor.ts";
import { momentOfMicros } from "./moment.ts";
import type { GivenParameters } from "./query-parameters.ts";
import { ID, TEXT, readParameters, wholeNumber } from "./query-parameters.ts";
import { sendJson } from "./send-json.ts";

const LIMIT = 100;
const PARAMETERS = { person: ID, limit: wholeNumber(1, 1000), after: TEXT };

interface DeviceRow extends Row {
  readonly id: string;
  readonly person_id: string;
  readonly site_id: string | null;
  readonly last_seq: number;
  readonly protocol: number | null;
  readonly schema_version: string | null;
  readonly first_seen_us: number;
  readonly last_push_us: number | null;
  readonly last_pull_us: number | null;
  readonly revoked_us: number | null;
}

/**
 * `GET /api/v1/sync/devices`: how each device's database is doing, by its id. Administrators see all,
 * managers those of their site's people.
 */
export function deviceRoutes(app: FastifyInstance, db: Queryable): void {
  app.get<{ Querystring: GivenParameters }>(
    "/api/v1/sync/devices",
    { preParsing: app.authenticate },
    async (request, reply) => {
      requireRole(request.actor, "MANAGER");
      const asked = readParameters(request.query, PARAMETERS);
      return sendJson(request, reply, await listDevices(db, request.actor, asked));
    },
  );
}

interface DeviceQuery {
  readonly person?: string;
  readonly limit?: number;
  readonly after?: string;
}

async function listDevices(db: Queryable, actor: HubActor, asked: DeviceQuery) {
  const limit = asked.limit ?? LIMIT;
  const behind = asked.after === undefined ? null : readPlace("devices", [isId], asked.after)[0];
  const { rows } = await db.query<DeviceRow>(
    `select r.id, r.person_id, p.site_id, r.last_seq, r.protocol, r.schema_version,
        ${micros("r.first_seen_at")} as first_seen_us, ${micros("r.last_push_at")} as last_push_us,
        ${micros("r.last_pull_at")} as last_pull_us, ${micros("r.revoked_at")} as revoked_us
      from hub.replicas r left join data.people p on p.id = r.person_id
      where ($1::uuid is null or r.id > $1) and ($2::uuid is null or r.person_id = $2)
        and ($3 or p.site_id = $4::uuid)
      order by r.id limit $5`,
    [behind, asked.person ?? null, actor.role === "ADMIN", actor.siteId, limit + 1],
  );
  const devices = rows.slice(0, limit).map(deviceJson);
  const last = devices.at(-1);
  const more = rows.length > limit && last !== undefined;
  return { devices, next: more ? place("devices", [last.replicaId]) : null };
}

function micros(column: string): string {
  return `(extract(epoch from ${column}) * 1000000)::bigint`;
}

function deviceJson(row: DeviceRow) {
  return {
    replicaId: row.id,
    personId: row.person_id,
    siteId: row.site_id,
    lastSeq: row.last_seq,
    protocol: row.protocol,
    schemaVersion: row.schema_version,
    firstSeenAt: momentOfMicros(row.first_seen_us),
    lastPushAt: momentOrNull(row.last_push_us),
    lastPullAt: momentOrNull(row.last_pull_us),
    revokedAt: momentOrNull(row.revoked_us),
  };
}

function momentOrNull(at_us: number | null): string | null {
  return at_us === null ? null : momentOfMicros(at_us);
}
