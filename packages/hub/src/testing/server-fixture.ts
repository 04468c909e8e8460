import { randomUUID } from "node:crypto";
import { present } from "@healthops/base/assert";
import { PROTOCOL_VERSION } from "@healthops/protocol/version";
import type { Tokens } from "@healthops/protocol/wire/auth";
import type { Mutation } from "@healthops/protocol/wire/push";
import type { Role } from "@healthops/schema/person";
import type { Hub } from "../hub.ts";
import type { OpenHub } from "../doors/open-hub.ts";
import { addPerson } from "../people/person-admin.ts";
import type { SignInClient } from "../requests/sign-in-client.ts";
import type { OpenHubServer } from "../doors/hub-server.ts";
import { createHubServer } from "../doors/hub-server.ts";
import { createLog } from "../http/log.ts";
import type { ServerOptions } from "../http/server-options.ts";

export const TEST_PASSWORD = "correct horse battery";

/** Tests sign in more often than people do. */
const UNLIMITED = { general: null, sync: null, auth: null };

/** A listening server for tests, and its address. */
export async function listeningServer(
  hub: OpenHub,
  options: Partial<ServerOptions> = {},
): Promise<{ server: OpenHubServer; url: string }> {
  const server = await createHubServer(hub, {
    log: createLog({ level: "silent" }),
    server: { rateLimits: UNLIMITED, ...options },
  });
  return { server, url: await server.listen("127.0.0.1", 0) };
}

/** Adds a person with {@link TEST_PASSWORD}. */
export async function addTestPerson(
  hub: Hub,
  username: string,
  role: Role = "USER",
  siteId: string | null = null,
): Promise<string> {
  const parts = { db: hub.pool, engine: hub.engine, ports: hub.ports };
  const person = { username, displayName: username, role, siteId, password: TEST_PASSWORD };
  return addPerson(parts, person);
}

/** A client on this machine, at an address of its own. */
export function testClient(address = `test-${randomUUID()}`): SignInClient {
  return { address, mayUseDemo: true };
}

/** Signs in through the service, from an address of its own so that the limit never matters. */
export function signIn(server: OpenHubServer, username: string): Promise<Tokens> {
  return server.people.signIn({ username, password: TEST_PASSWORD }, testClient());
}

/** A JSON request with a token; answers status, headers and parsed body. */
export async function call(
  url: string,
  method: string,
  token: string | null,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<{ status: number; headers: Headers; body: Record<string, unknown> }> {
  const response = await fetch(url, {
    method,
    headers: {
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text === "" ? {} : JSON.parse(text),
  };
}

/** What every sync message of a test device starts with. */
export function versionsOf(hub: Hub): { protocol: number; schema: string } {
  return { protocol: PROTOCOL_VERSION, schema: hub.schema.version };
}

/** A push of one mutation by a new device. */
export function pushOf(
  hub: Hub,
  replicaId: string,
  mutation: Mutation,
  seq = 1,
): Record<string, unknown> {
  return {
    ...versionsOf(hub),
    replicaId,
    epoch: null,
    receivedThrough: 0,
    groups: [{ seq, deviceTime_ms: 1_700_000_000_000, mutations: [mutation] }],
  };
}

/** The one row of a query. */
export async function oneRow<R extends Record<string, unknown>>(
  hub: Hub,
  sql: string,
  values: unknown[] = [],
): Promise<R> {
  const { rows } = await hub.pool.query<R>(sql, values);
  return present(rows[0], "the query has a row");
}

/** Status and code of an answer, which most tests of refusals look at. */
export function codes({
  status,
  body,
}: {
  status: number;
  body: Record<string, unknown>;
}): unknown[] {
  return [status, body.code];
}
