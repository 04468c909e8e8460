import { present } from "@healthops/base/assert";
import { isProblem, Problem } from "@healthops/base/problem";
import type { Ports } from "@healthops/base/ports";
import type { Hub } from "@healthops/hub/hub";
import { openHub } from "@healthops/hub/doors/open-hub";
import type { HubActor } from "@healthops/hub/hub-actor";
import { SYSTEM_ACTOR } from "@healthops/hub/hub-actor";
import { PROTOCOL_VERSION } from "@healthops/protocol/version";
import type { LineClaim } from "@healthops/protocol/line-header";
import type { PullRequest, PullResponse } from "@healthops/protocol/wire/pull";
import type { Group, PushRequest, PushResponse, Receipt } from "@healthops/protocol/wire/push";
import { offlineProblem } from "@healthops/replica/transport/offline";
import type { PullAnswer } from "@healthops/replica/transport/transport";
import type { PersonFacts } from "@healthops/schema/person";
import { scopesHeldBy, whoActs } from "@healthops/schema/person";
import type { Breakage, Pause } from "./fragile-pool.ts";
import { FragilePool } from "./fragile-pool.ts";
import type { HubDoor } from "./hub-door.ts";
import { simulationModule } from "./books/sim-schema.ts";
import { TEST_WRAPPING_KEY } from "../hub/test-wrapping-key.ts";

/** What the database driver and the simulation say of a connection that was cut. */
const BROKEN = /connection|terminat|connects to nothing|after calling end/i;

interface Running {
  readonly hub: Hub;
  readonly pool: FragilePool;
}

/** The real hub on a real database, which can be made to die in the middle of its work. */
export class SimHub implements HubDoor {
  readonly #connectionString: string;
  readonly #ports: Ports;
  readonly #siteIds: readonly string[];
  readonly #dying = new Set<() => void>();
  #running: Promise<Running>;
  /** How often its process ended, and how often it lost a connection. */
  readonly broken: Record<Breakage, number> = { process: 0, connection: 0 };
  /** Errors that are neither answers nor made by the simulation: each is a defect of the hub. */
  readonly defects: unknown[] = [];

  constructor(connectionString: string, ports: Ports, siteIds: readonly string[]) {
    this.#connectionString = connectionString;
    this.#ports = ports;
    this.#siteIds = siteIds;
    this.#running = this.#start();
  }

  async push(
    personId: string,
    request: PushRequest,
    _begun: number,
    claim: LineClaim | null,
  ): Promise<PushResponse> {
    const { replicaId, protocol, schema, epoch, groups, previous, copyOf } = request;
    return this.#alive(async ({ hub }) => {
      const actor = await this.#actor(hub, personId, replicaId);
      const replica = { id: replicaId, protocol, schema, epoch, claim, previous, copyOf };
      const { receipts, hash } = await hub.engine.push({ actor, replica, groups });
      return {
        protocol: PROTOCOL_VERSION,
        schema: hub.schema.version,
        epoch: epoch ?? hub.engine.epochInLine,
        receipts: [...receipts],
        ...(hash === null ? {} : { hash }),
        now_ms: this.#ports.clock.now(),
      };
    });
  }

  async pull(
    personId: string,
    request: PullRequest,
    etag: string | null,
    claim: LineClaim | null,
  ): Promise<PullAnswer> {
    return this.#alive(async ({ hub }): Promise<PullAnswer> => {
      const actor = await this.#actor(hub, personId, request.replicaId);
      const answer = await hub.pull(actor, request, etag, claim);
      const { line: mark } = answer;
      if (answer.status === 304) return { status: "unchanged", mark };
      const page = JSON.parse(answer.body) as PullResponse;
      return { status: "page", etag: answer.etag, page, mark };
    });
  }

  async edit(personId: string, groups: readonly Group[]): Promise<readonly Receipt[]> {
    return this.#alive(async ({ hub }) => {
      const actor = await this.#actor(hub, personId, null);
      return hub.engine.submit({ actor, replica: null, groups });
    });
  }

  /** A change by the hub itself. */
  async administer(groups: readonly Group[]): Promise<readonly Receipt[]> {
    return this.#alive(({ hub }) =>
      hub.engine.submit({ actor: SYSTEM_ACTOR, replica: null, groups }),
    );
  }

  /** Who the person is to the hub now. */
  async actor(personId: string): Promise<HubActor> {
    return this.#alive(({ hub }) => this.#actor(hub, personId, null));
  }

  /** The open hub, for the checks at the end. */
  async open(): Promise<Hub> {
    return (await this.#running).hub;
  }

  /** Lets it break at a statement of its database; see {@link FragilePool}. */
  async breakAfter(statements: number, breakage: Breakage): Promise<void> {
    (await this.#running).pool.light(statements, breakage);
  }

  /** Lets it break right behind a commit; see {@link FragilePool}. */
  async breakBehindCommit(commits: number, breakage: Breakage): Promise<void> {
    (await this.#running).pool.lightBehindCommit(commits, breakage);
  }

  /** Holds up a statement of its database; see {@link FragilePool}. */
  async pauseAt(statement: number): Promise<Pause> {
    return (await this.#running).pool.pause(statement);
  }

  /** Nothing breaks from now on. */
  async repair(): Promise<void> {
    (await this.#running).pool.putOut();
  }

  /** Its process ends, and nobody uses its database until `begin`. */
  async halt(): Promise<void> {
    const { hub } = await this.#running;
    for (const die of this.#dying) die();
    await hub.close();
  }

  async begin(): Promise<void> {
    this.#running = this.#start();
    await this.#running;
  }

  async close(): Promise<void> {
    await (await this.#running).hub.close();
  }

  async #start(): Promise<Running> {
    const hub = await openHub({
      connectionString: this.#connectionString,
      modules: [{ module: simulationModule }],
      ports: this.#ports,
      connections: 4,
      wrappingKey: TEST_WRAPPING_KEY,
      onFault: () => undefined,
    });
    const pool = new FragilePool(hub.pool, (breakage) => {
      this.broken[breakage] += 1;
      if (breakage === "connection") return;
      for (const die of this.#dying) die();
      void hub.close().catch(() => undefined);
      this.#running = this.#start();
    });
    return { hub, pool };
  }

  /** Runs a request; when the process ends meanwhile, its caller only sees the connection break. */
  async #alive<T>(work: (running: Running) => Promise<T>): Promise<T> {
    const running = await this.#running;
    return new Promise<T>((resolve, reject) => {
      const die = (): void => reject(offlineProblem(null));
      this.#dying.add(die);
      const ended = (): boolean => this.#dying.delete(die);
      const fail = (error: unknown): void => reject(this.#asAnswered(error));
      void work(running).then(resolve, fail).finally(ended);
    });
  }

  /** What a device hears of an error: the hub's own Problem, else only that something went wrong. */
  #asAnswered(error: unknown): Problem {
    if (isProblem(error)) return error;
    if (!(error instanceof Error && BROKEN.test(error.message))) this.defects.push(error);
    return new Problem({
      code: "internal_error",
      status: 500,
      message: "The hub failed. Try again.",
    });
  }

  async #actor(hub: Hub, personId: string, replicaId: string | null): Promise<HubActor> {
    const { rows } = await hub.pool.query<Omit<PersonFacts, "personId">>({
      name: "sim_actor",
      text: `select role, duties, site_id as "siteId", site_ids as "siteIds" from data.people where id = $1`,
      values: [personId],
    });
    const { duties } = hub.schema;
    const facts = present(rows[0], "a person of the simulation exists");
    const actor = whoActs(duties, { personId, ...facts });
    return {
      ...actor,
      scopes: new Set(scopesHeldBy(duties, actor, this.#siteIds)),
      replicaId,
      system: false,
    };
  }
}
