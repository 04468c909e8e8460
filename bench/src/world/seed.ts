import { newId } from "@healthops/base/ids";
import type { Hub } from "@healthops/hub/hub";
import type { HubActor } from "@healthops/hub/hub-actor";
import { SYSTEM_ACTOR } from "@healthops/hub/hub-actor";
import { createKey } from "@healthops/hub/keys/key-admin";
import { storePassword } from "@healthops/hub/people/credentials";
import { hashPassword } from "@healthops/hub/people/password-hash";
import type { Group, Mutation } from "@healthops/protocol/wire/push";
import { scopesHeldBy, whoActs } from "@healthops/schema/person";
import type { Creation } from "@healthops/wellness/change";
import { exercises } from "@healthops/wellness/collections/exercises";
import { exercisesOf } from "./exercises.ts";
import { PASSWORD, PEOPLE_COUNT, personOf, SITE_ID, usernameOf } from "./people.ts";

export interface SeedOptions {
  /** Whether the people are to be made first. */
  readonly people: boolean;
  /** Exercises of the first person. */
  readonly exercises: number;
  readonly seed: number;
}

/** Submissions under way at once: while one is written, the next is made. */
const AT_ONCE = 3;

/** Fills a hub through its engine, like everything else [ORD2]. */
export async function seedHub(hub: Hub, options: SeedOptions): Promise<void> {
  if (options.people) await addPeople(hub);
  const actor = hubActor(hub, 0);
  const underWay = new Set<Promise<void>>();
  for (const group of exercisesOf(0, options.exercises, options.seed)) {
    const one = submit(hub, actor, group).finally(() => underWay.delete(one));
    underWay.add(one);
    if (underWay.size >= AT_ONCE) await Promise.race(underWay);
  }
  await Promise.all(underWay);
}

async function addPeople(hub: Hub): Promise<void> {
  const site = { name: "Bench", kind: "region" };
  await submit(hub, SYSTEM_ACTOR, [
    { op: "create", collection: "sites", id: SITE_ID, fields: site },
  ]);
  const indexes = Array.from({ length: PEOPLE_COUNT }, (_, index) => index);
  const people = indexes.map((index): Creation => {
    const { personId, role, siteId } = personOf(index);
    const username = usernameOf(index);
    const fields = { username, displayName: username, role, duties: [], siteId };
    return { op: "create", collection: "people", id: personId, fields };
  });
  await submit(hub, SYSTEM_ACTOR, people);
  // One hash for all: hashing is meant to be slow.
  const hash = await hashPassword(PASSWORD);
  for (const index of indexes) {
    const { personId } = personOf(index);
    await storePassword(hub.pool, { personId, hash, by: null, keepSession: null });
  }
}

function hubActor({ schema: { duties } }: Hub, index: number): HubActor {
  const person = whoActs(duties, personOf(index));
  return {
    ...person,
    scopes: new Set(scopesHeldBy(duties, person, [])),
    replicaId: null,
    system: false,
  };
}

/** A key for the benchmarks' site. */
export async function newKey(hub: Hub): Promise<string> {
  const made = await createKey({ hub, actor: SYSTEM_ACTOR }, { siteId: SITE_ID, label: "Bench" });
  return made.key;
}

/** Makes a notice at the benchmarks' site; its id, and when it was there, epoch ms. */
export async function announce(hub: Hub, title: string): Promise<{ id: string; at_ms: number }> {
  const id = newId(hub.ports);
  const fields = { title, siteId: SITE_ID };
  await submit(hub, SYSTEM_ACTOR, [{ op: "create", collection: "notices", id, fields }]);
  return { id, at_ms: hub.ports.clock.now() };
}

/** Edits the newest exercises of the first person. */
export async function editNewest(hub: Hub, count: number, seed: number): Promise<void> {
  const { rows } = await hub.pool.query<{ id: string; version: number }>(
    "select id, version from data.exercises where person_id = $1 order by id desc limit $2",
    [personOf(0).personId, count],
  );
  const mutations = rows.map(({ id, version }): Mutation => {
    const fields = { durationMinutes: seed % 600, note: `edit ${seed}` };
    return { collection: exercises.name, id, op: "update", base: version, fields };
  });
  await submitGroup(hub, hubActor(hub, 0), mutations);
}

/** Creates records in one group; throws when the hub does not take them. */
export async function submit(
  hub: Hub,
  actor: HubActor,
  records: readonly Creation[],
): Promise<void> {
  const mutations = records.map(({ collection, id, op, fields }): Mutation => {
    return { collection, id, op, base: 0, fields: { ...fields } };
  });
  await submitGroup(hub, actor, mutations);
}

async function submitGroup(hub: Hub, actor: HubActor, mutations: Mutation[]): Promise<void> {
  const group: Group = { seq: 1, deviceTime_ms: hub.ports.clock.now(), mutations };
  const [receipt] = await hub.engine.submit({ actor, replica: null, groups: [group] });
  if (receipt?.status !== "applied") throw new Error(`seeding failed: ${JSON.stringify(receipt)}`);
}
