import { newId } from "@healthops/base/ids";
import { create, openTestHub } from "@healthops/testing/hub/test-hub";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { OpenHubServer } from "../doors/hub-server.ts";
import {
  addTestPerson,
  call,
  listeningServer,
  pushOf,
  signIn,
  versionsOf,
} from "../testing/server-fixture.ts";
import { KnownDevices } from "./known-devices.ts";

const LIMITS = { aDay: 3, atAll: 5 };

let it: TestHub;
let server: OpenHubServer;
let url: string;
let person: string;
let username: string;

beforeAll(async () => {
  it = await openTestHub();
  ({ server, url } = await listeningServer(it.hub, { devices: LIMITS }));
});
afterAll(async () => {
  await server.close();
  await it.close();
});
beforeEach(async () => {
  username = `p${newId(it.hub.ports).slice(-10)}`;
  person = await addTestPerson(it.hub, username, "USER");
});

const id = (): string => newId(it.hub.ports);
const admit = (...ids: readonly string[]) =>
  new KnownDevices(it.hub.pool, it.hub.ports.clock, LIMITS).admit(person, ids);
const devices = async (): Promise<string[]> => {
  const { rows } = await it.hub.pool.query<{ id: string }>(
    "select id from hub.replicas where person_id = $1 order by first_seen_at, id",
    [person],
  );
  return rows.map((row) => row.id);
};
/** Makes all devices of the person as old as that, and used or not. */
const age = (days: number, lastSeq = 0) =>
  it.hub.pool.query(
    `update hub.replicas set first_seen_at = first_seen_at - make_interval(days => $2),
      last_seq = greatest(last_seq, $3) where person_id = $1`,
    [person, days, lastSeq],
  );

describe("[DEV4] a person's devices", () => {
  test("are so many new ones a day; those that are known go on", async () => {
    const ids = [id(), id(), id()];
    await admit(...ids);
    await expect(admit(id())).rejects.toMatchObject({
      code: "too_many_devices_today",
      status: 429,
      extra: { allowed: 3 },
    });
    await admit(...ids);
    expect(await devices()).toHaveLength(3);
  });

  test("that come all at once are no more than the quota", async () => {
    const coming = Array.from({ length: 20 }, () => admit(id()));
    const outcomes = await Promise.allSettled(coming);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(3);
    expect(await devices()).toHaveLength(3);
  });

  test("are so many at all; one that was never used makes room first", async () => {
    await admit(id(), id(), id());
    await age(3, 1);
    const unused = [id(), id()];
    await admit(...unused);
    await age(2);
    const another = id();
    await admit(another);
    const left = await devices();
    expect(left).toHaveLength(5);
    expect(left).toContain(another);
    expect(unused.filter((one) => left.includes(one))).toHaveLength(1);
  });

  test("that were used stay, and then a new one is refused until an old one is revoked", async () => {
    const first = id();
    await admit(first, id(), id());
    await age(3, 1);
    await admit(id(), id());
    await age(3, 1);
    await expect(admit(id())).rejects.toMatchObject({ code: "too_many_devices", status: 409 });
    await it.hub.pool.query("update hub.replicas set revoked_at = now() where id = $1", [first]);
    await admit(id());
    expect(await devices()).toHaveLength(6);
  });

  test("do not fill the quota of somebody else, nor of devices that were silent for a season", async () => {
    await admit(id(), id(), id());
    await age(91, 1);
    await admit(id(), id(), id());
    await age(2, 1);
    await admit(id(), id());
    expect(await devices()).toHaveLength(8);
  });

  test("are counted on each door that takes a device's id: push, copies, pull", async () => {
    const { accessToken } = await signIn(server, username);
    const ask = async (path: string, body: object) => {
      const answer = await call(`${url}/api/v1/sync/${path}`, "POST", accessToken, body);
      return [answer.status, answer.body["code"]];
    };
    const note = create("samples", id(), { ownerId: person, title: "x" });
    const push = (replica: string, more: object = {}) =>
      ask("push", { ...pushOf(it.hub, replica, note), ...more });
    expect(await push(id(), { copyOf: id() })).toEqual([200, undefined]);
    const pull = (replicaId: string) =>
      ask("pull", { ...versionsOf(it.hub), replicaId, epoch: null, positions: {} });
    expect((await pull(id()))[0]).toBe(200);
    const refused = [429, "too_many_devices_today"];
    expect(await push(id())).toEqual(refused);
    expect(await push((await devices())[0] ?? "", { copyOf: id() })).toEqual(refused);
    expect(await pull(id())).toEqual(refused);
    expect(await devices()).toHaveLength(3);
  });
});
