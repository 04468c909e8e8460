import { present } from "@healthops/base/assert";
import { newId } from "@healthops/base/ids";
import { systemPorts } from "@healthops/base/system-ports";
import type { HubActor } from "@healthops/hub/hub-actor";
import { SYSTEM_ACTOR } from "@healthops/hub/hub-actor";
import type { AnsweredSubmission, SubmittingReplica } from "@healthops/hub/engine/submission";
import type { Hub } from "@healthops/hub/hub";
import type { OpenHub } from "@healthops/hub/doors/open-hub";
import { openHub } from "@healthops/hub/doors/open-hub";
import { PasswordTurns } from "@healthops/hub/people/password-turns";
import type { HubModule } from "@healthops/hub/hub-module";
import { PROTOCOL_VERSION } from "@healthops/protocol/version";
import type { Group, Mutation, Receipt } from "@healthops/protocol/wire/push";
import type { PersonFacts, Role } from "@healthops/schema/person";
import { scopesHeldBy, whoActs } from "@healthops/schema/person";
import { sampleModule } from "../fixtures/sample-module.ts";
import { createHubDatabase } from "./hub-database.ts";
import { TEST_WRAPPING_KEY } from "./test-wrapping-key.ts";

/** A hub on a database of its own, with what tests of it need at hand. */
export interface TestHub {
  readonly hub: OpenHub;
  readonly connectionString: string;
  close(): Promise<void>;
}

/** Opens a hub with the sample module (or others) on a fresh database. */
export async function openTestHub(
  modules: readonly HubModule[] = [{ module: sampleModule }],
): Promise<TestHub> {
  const database = await createHubDatabase(modules);
  const opened = await openHub({
    connectionString: database.connectionString,
    modules,
    ports: systemPorts(),
    wrappingKey: TEST_WRAPPING_KEY,
    onFault: () => undefined,
  });
  // however slow the machine, nobody in a test waits too long for their turn
  const passwords = new PasswordTurns({ after: () => ({ cancel: () => undefined }) });
  const hub = { ...opened, passwords };
  return {
    hub,
    connectionString: database.connectionString,
    async close() {
      await hub.close();
      await database.drop();
    },
  };
}

/** Creates a site through the engine, as the hub itself; answers its id. */
export async function addSite(hub: Hub, name: string): Promise<string> {
  const id = newId(hub.ports);
  await applied(hub, SYSTEM_ACTOR, create("sites", id, { name, kind: "region" }));
  return id;
}

/** Somebody as the hub takes them, with the scopes they hold. */
export function hubActorOf(
  { schema: { duties } }: Pick<Hub, "schema">,
  facts: PersonFacts,
  allSiteIds: readonly string[] = [],
): HubActor {
  const person = whoActs(duties, facts);
  const scopes = new Set(scopesHeldBy(duties, person, allSiteIds));
  return { ...person, scopes, replicaId: null, system: false };
}

/** Creates a person through the engine and answers them as an actor with their scopes. */
export async function addActor(
  hub: Hub,
  role: Role,
  siteId: string | null,
  allSiteIds: readonly string[] = [],
): Promise<HubActor> {
  const personId = newId(hub.ports);
  const username = `person-${personId.slice(-8)}`;
  const fields = { username, displayName: username, role, siteId };
  await applied(hub, SYSTEM_ACTOR, create("people", personId, fields));
  return hubActorOf(hub, { personId, role, duties: [], siteId }, allSiteIds);
}

/** Submits mutations as one group without a replica and answers its receipt. */
export async function submitOne(
  hub: Hub,
  actor: HubActor,
  ...mutations: Mutation[]
): Promise<Receipt> {
  const groups = [{ seq: 1, deviceTime_ms: 0, mutations }];
  const receipts = await hub.engine.submit({ actor, replica: null, groups });
  return present(receipts[0], "every group gets a receipt");
}

/** As `submitOne`, and fails with the reason when it was not applied. */
export async function applied(
  hub: Hub,
  actor: HubActor,
  ...mutations: Mutation[]
): Promise<Receipt> {
  const receipt = await submitOne(hub, actor, ...mutations);
  if (receipt.status !== "applied") throw new Error(JSON.stringify(receipt));
  return receipt;
}

/** A device of an actor that numbers its groups by itself. */
export class TestDevice {
  readonly id: string;
  readonly #hub: Hub;
  readonly #actor: HubActor;
  seq = 0;

  constructor(hub: Hub, actor: HubActor) {
    this.id = newId(hub.ports);
    this.#hub = hub;
    this.#actor = actor;
  }

  /** Pushes each list of mutations as one group under the next numbers. */
  push(...groups: readonly (readonly Mutation[])[]): Promise<readonly Receipt[]> {
    return this.pushNumbered(
      groups.map((mutations) => ({ seq: ++this.seq, deviceTime_ms: 1, mutations: [...mutations] })),
    );
  }

  async pushNumbered(
    groups: readonly Group[],
    past: Pick<SubmittingReplica, "previous" | "copyOf"> = {},
  ): Promise<readonly Receipt[]> {
    return (await this.pushAnswered(groups, past)).receipts;
  }

  /** The same, with the hash of the last group. */
  pushAnswered(
    groups: readonly Group[],
    past: Pick<SubmittingReplica, "previous" | "copyOf"> = {},
  ): Promise<AnsweredSubmission> {
    const { version: schema } = this.#hub.schema;
    const replica = { id: this.id, protocol: PROTOCOL_VERSION, schema, ...past };
    return this.#hub.engine.push({ actor: this.#actor, replica, groups });
  }
}

export function create(collection: string, id: string, fields: Mutation["fields"]): Mutation {
  return { collection, id, op: "create", base: 0, fields };
}

export function update(
  collection: string,
  id: string,
  base: number,
  fields: Mutation["fields"],
): Mutation {
  return { collection, id, op: "update", base, fields };
}

export function remove(collection: string, id: string, base: number): Mutation {
  return { collection, id, op: "delete", base, fields: {} };
}
