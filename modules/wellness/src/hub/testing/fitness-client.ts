import { randomUUID } from "node:crypto";
import { newId } from "@healthops/base/ids";
import { call } from "@healthops/hub/testing/server-fixture";
import type { OpenHubServer } from "@healthops/hub/doors/hub-server";
import type { Hub } from "@healthops/hub/hub";
import type { HubActor } from "@healthops/hub/hub-actor";
import { SYSTEM_ACTOR } from "@healthops/hub/hub-actor";
import { issueAccessToken } from "@healthops/hub/people/access-token";
import { openSession } from "@healthops/hub/people/sessions";
import { scopesHeldBy, whoActs } from "@healthops/schema/person";

/** Where the clients of a test find the hub. */
export interface FitnessHub {
  readonly hub: Hub;
  readonly server: OpenHubServer;
  readonly url: string;
  readonly siteId: string;
}

export interface Sent {
  readonly id?: number | string;
  readonly [field: string]: unknown;
}

/** An older client of a person, and the person as the engine knows them. */
export class FitnessClient {
  readonly username: string;
  readonly actor: HubActor;
  readonly #url: string;
  readonly #token: string;

  constructor(url: string, username: string, actor: HubActor, token: string) {
    this.#url = url;
    this.username = username;
    this.actor = actor;
    this.#token = token;
  }

  ask(method: string, path: string, body?: unknown) {
    return call(`${this.#url}${path}`, method, this.#token, body);
  }

  async push(kind: string, ...records: readonly Sent[]) {
    const { status, body } = await this.ask("POST", `/api/${kind}/push/`, { records });
    return { status, body, results: body["results"] as Record<string, unknown>[] };
  }

  /** The records of a pull; fails when it is refused. */
  async pull(kind: string, since?: string): Promise<Record<string, unknown>[]> {
    const query = since === undefined ? "" : `?since=${encodeURIComponent(since)}`;
    const { status, body } = await this.ask("GET", `/api/${kind}/pull/${query}`);
    if (status !== 200) throw new Error(JSON.stringify(body));
    return body["records"] as Record<string, unknown>[];
  }

  /** An exercise as the client sends it. */
  run(fields: Sent = {}) {
    const { username: user } = this;
    return { id: 1, user, name: "Run", duration: 30, calories: 250, version: 0, ...fields };
  }
}

/** A new person with a client that is signed in, without the slow way over a password. */
export async function newFitnessClient(it: FitnessHub): Promise<FitnessClient> {
  const { hub, server, siteId } = it;
  const personId = newId(hub.ports);
  const username = `runner-${randomUUID()}`;
  const fields = { username, displayName: username, role: "USER", siteId };
  await hub.engine.submit({
    actor: SYSTEM_ACTOR,
    replica: null,
    groups: [
      {
        seq: 1,
        deviceTime_ms: 0,
        mutations: [{ collection: "people", id: personId, op: "create", base: 0, fields }],
      },
    ],
  });
  const ticket = await openSession(hub.pool, hub.ports, personId, null);
  const token = await issueAccessToken(server.people.keys, hub.ports.clock, ticket);
  const { duties } = hub.schema;
  const person = whoActs(duties, { personId, role: "USER", duties: [], siteId });
  const scopes = new Set(scopesHeldBy(duties, person, []));
  return new FitnessClient(
    it.url,
    username,
    { ...person, scopes, replicaId: null, system: false },
    token,
  );
}
