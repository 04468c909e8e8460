import { newId } from "@healthops/base/ids";
import type { Tokens } from "@healthops/protocol/wire/auth";
import type { Role } from "@healthops/schema/person";
import type { FastifyInstance, InjectOptions } from "fastify";
import type { Hub } from "../hub.ts";
import { createLog } from "../http/log.ts";
import { createMetrics } from "../http/metrics.ts";
import type { HubServer } from "../doors/server.ts";
import { createServer } from "../doors/server.ts";
import { DEFAULT_SERVER_OPTIONS } from "../http/server-options.ts";
import { Vitals } from "../http/vitals.ts";
import { PeopleService } from "../people/people-service.ts";
import type { DescribedPaths } from "./described-routes.ts";
import { assertDescribed } from "./described-routes.ts";
import { addPerson } from "../people/person-admin.ts";

const PASSWORD = "correct horse battery";

/** An answer with its JSON read; an empty object when there is no body. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Readonly<Record<string, unknown>>;
  readonly bytes: number;
}

/** Somebody who is signed in and calls the API. */
export class Caller {
  readonly personId: string;
  readonly #app: FastifyInstance;
  readonly #token: string;
  readonly #described: DescribedPaths | null;

  constructor(
    app: FastifyInstance,
    personId: string,
    token: string,
    described: DescribedPaths | null = null,
  ) {
    this.#app = app;
    this.#described = described;
    this.personId = personId;
    this.#token = token;
  }

  get(url: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.call({ method: "GET", url, headers });
  }

  post(url: string, body?: unknown): Promise<Answer> {
    return this.#send("POST", url, body, {});
  }

  patch(
    url: string,
    body: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    return this.#send("PATCH", url, body, headers);
  }

  delete(url: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.call({ method: "DELETE", url, headers });
  }

  /** The answer as it came. */
  inject(request: InjectOptions) {
    const headers = { authorization: `Bearer ${this.#token}`, ...request.headers };
    return this.#app.inject({ ...request, headers });
  }

  /** Fails when the API's document does not say that this address answers so. */
  async call(request: InjectOptions): Promise<Answer> {
    const { statusCode, headers: answered, body } = await this.inject(request);
    if (this.#described !== null && typeof request.url === "string") {
      assertDescribed(this.#described, request.method ?? "GET", request.url, statusCode);
    }
    return {
      status: statusCode,
      headers: answered,
      body: JSON.parse(body === "" ? "{}" : body) as Readonly<Record<string, unknown>>,
      bytes: Buffer.byteLength(body),
    };
  }

  #send(
    method: "POST" | "PATCH",
    url: string,
    body: unknown,
    headers: Readonly<Record<string, string>>,
  ): Promise<Answer> {
    if (body === undefined) return this.call({ method, url, headers });
    const payload = JSON.stringify(body);
    return this.call({
      method,
      url,
      payload,
      headers: { "content-type": "application/json", ...headers },
    });
  }
}

/** The hub's server with the given routes, without a socket, and people who sign in to it. */
export class RestDoor {
  readonly server: HubServer;
  readonly #hub: Hub;

  static async open(
    hub: Hub,
    routes: readonly ((app: FastifyInstance) => void | Promise<void>)[],
  ): Promise<RestDoor> {
    const rateLimits = { general: null, sync: null, auth: null };
    const options = { ...DEFAULT_SERVER_OPTIONS, rateLimits };
    const server = await createServer({
      db: hub.reserved,
      engine: hub.engine,
      pull: hub.pull,
      heads: hub.live,
      access: hub.live.access,
      lines: hub.lines,
      timers: hub.ports.timers,
      people: new PeopleService(hub),
      metrics: createMetrics({ process: false }),
      pulls: { note: () => undefined },
      vitals: new Vitals(options, hub.ports.clock),
      faults: hub.faults,
      clock: hub.ports.clock,
      schemaVersion: hub.schema.version,
      log: createLog({ level: "silent" }),
      options,
      routes,
    });
    await server.app.ready();
    return new RestDoor(server, hub);
  }

  constructor(server: HubServer, hub: Hub) {
    this.server = server;
    this.#hub = hub;
  }

  /** Adds a person and signs them in. */
  async person(role: Role, siteId: string | null): Promise<Caller> {
    const username = `person-${newId(this.#hub.ports).slice(-8)}`;
    const personId = await addPerson(
      { db: this.#hub.pool, engine: this.#hub.engine, ports: this.#hub.ports },
      { username, displayName: username, role, siteId, password: PASSWORD },
    );
    const { app } = this.server;
    const payload = { username, password: PASSWORD };
    const answer = await app.inject({ method: "POST", url: "/api/v1/auth/sign-in", payload });
    const document = await app.inject("/api/openapi.json");
    const described = document.statusCode === 200 ? document.json<DescribedPaths>() : null;
    return new Caller(app, personId, answer.json<Tokens>().accessToken, described);
  }

  close(): Promise<void> {
    return this.server.close();
  }
}
