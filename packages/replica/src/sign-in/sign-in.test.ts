import { Problem } from "@healthops/base/problem";
import { afterEach, beforeEach, expect, test } from "vitest";
import { systemPorts } from "@healthops/base/system-ports";
import { ADA, TestWorld } from "../../test-kit/device.ts";
import { rest } from "../../test-kit/manual-time.ts";
import { openNodeSqlite } from "../node/node-sqlite.ts";
import { openReplica } from "../replica.ts";

let world: TestWorld;
beforeEach(() => {
  world = new TestWorld();
});
afterEach(() => world.close());

const ADAS = { username: "ada", password: "secret" };
const create = {
  op: "create",
  collection: "entries",
  fields: { ownerId: ADA, title: "Walk" },
} as const;

test("before anybody has signed in, nothing is read or changed", async () => {
  const { replica } = await world.blank();
  for (const attempt of [
    () => replica.list("entries"),
    () => replica.get("entries", ADA),
    () => replica.mutate([create]),
    () => replica.sync(),
  ]) {
    await expect(attempt()).rejects.toMatchObject({ code: "not_signed_in" });
  }
  expect(await replica.status()).toMatchObject({ signedIn: null, signInNeeded: false });
});

test("signing in needs the hub the first time", async () => {
  const device = await world.blank();
  device.link.network.offline = true;
  await expect(device.replica.signIn(ADAS)).rejects.toMatchObject({ code: "offline" });
  device.link.network.offline = false;
  expect(await device.replica.signIn(ADAS)).toMatchObject({
    by: "hub",
    identity: { personId: ADA },
  });
});

test("a password that was changed here is the one that counts without the hub", async () => {
  const device = await world.device();
  await device.replica.rememberPassword("another secret");
  expect(await device.replica.checkPassword("secret")).toBe(false);
  await device.replica.signOut();
  device.link.network.offline = true;
  await expect(device.replica.signIn(ADAS)).rejects.toMatchObject({ code: "sign_in_failed" });
  expect(await device.replica.signIn({ ...ADAS, password: "another secret" })).toMatchObject({
    by: "offline",
  });
});

test("later it also works without the hub, with the last password only", async () => {
  const device = await world.device();
  await device.replica.signOut();
  await device.reopen();
  device.link.network.offline = true;
  await expect(device.replica.list("entries")).rejects.toMatchObject({ code: "not_signed_in" });
  await expect(device.replica.signIn({ ...ADAS, password: "wrong" })).rejects.toMatchObject({
    code: "sign_in_failed",
  });
  expect(await device.replica.signIn({ ...ADAS, username: " Ada" })).toMatchObject({
    by: "offline",
  });
  await device.replica.mutate([create]);
  expect(await device.replica.status()).toMatchObject({ signInNeeded: true, waiting: 1 });
  device.link.network.offline = false;
  await expect(device.replica.sync()).rejects.toMatchObject({ code: "sign_in_needed" });
  await device.replica.signIn(ADAS);
  expect(await device.replica.sync()).toMatchObject({ pushed: 1 });
});

test("a wrong password at the hub is not tried against the device's memory", async () => {
  const device = await world.device();
  world.ada.password = "changed";
  await expect(device.replica.signIn(ADAS)).rejects.toMatchObject({ code: "sign_in_failed" });
});

test("a person whom the hub has disabled is out, also offline, once the device has heard of it", async () => {
  const device = await world.device();
  await device.replica.mutate([create]);
  world.ada.disabled = true;
  await expect(device.replica.sync()).rejects.toMatchObject({ code: "sign_in_needed" });
  expect(await device.replica.status()).toMatchObject({ signInNeeded: true, waiting: 1 });
  await device.replica.signOut();
  device.link.network.offline = true;
  await expect(device.replica.signIn(ADAS)).rejects.toMatchObject({ code: "person_disabled" });
  world.ada.disabled = false;
  device.link.network.offline = false;
  await device.replica.signIn(ADAS);
  expect(await device.replica.sync()).toMatchObject({ pushed: 1 });
  await device.replica.signOut();
  device.link.network.offline = true;
  expect(await device.replica.signIn(ADAS)).toMatchObject({ by: "offline" });
});

test("hearing of it at the sign-in itself counts too", async () => {
  const device = await world.device();
  world.ada.disabled = true;
  await expect(device.replica.signIn(ADAS)).rejects.toMatchObject({ code: "person_disabled" });
  device.link.network.offline = true;
  await expect(device.replica.signIn(ADAS)).rejects.toMatchObject({ code: "person_disabled" });
});

test("one database belongs to one person", async () => {
  const device = await world.device();
  const beas = { username: "bea", password: "secret" };
  await expect(device.replica.signIn(beas)).rejects.toMatchObject({
    code: "other_persons_replica",
  });
  device.link.network.offline = true;
  await expect(device.replica.signIn(beas)).rejects.toMatchObject({
    code: "other_persons_replica",
  });
  expect(await device.replica.identity()).toMatchObject({ personId: ADA });
});

test("an ended access token is renewed once, whoever asks for it", async () => {
  const device = await world.device();
  device.link.expireAccess();
  await device.replica.mutate([create]);
  await device.replica.sync();
  expect(device.link.refreshes).toBe(1);
  await world.time.pass(3_600_000);
  await device.replica.sync();
  expect(device.link.refreshes).toBe(2);
});

test("a renewal whose answer got lost is repeated as the same attempt", async () => {
  const device = await world.device();
  device.link.expireAccess();
  const { refresh } = device.link.transport;
  const attempts: (string | undefined)[] = [];
  device.link.transport.refresh = async (request) => {
    attempts.push(request.attempt);
    if (attempts.length === 1)
      throw new Problem({ code: "offline", message: "The answer is lost." });
    return refresh(request);
  };
  await expect(device.replica.sync()).rejects.toMatchObject({ code: "offline" });
  await device.replica.sync();
  device.link.expireAccess();
  await device.replica.sync();
  expect(attempts[0]).toMatch(/^[0-9a-f]{48}$/);
  expect(attempts[1]).toBe(attempts[0]);
  expect(attempts[2]).not.toBe(attempts[0]);
});

test("two processes renew one token once: a second use would end the session", async () => {
  const device = await world.device();
  const database = openNodeSqlite(device.path, { timers: systemPorts().timers });
  const ports = { ...world.ports, timers: systemPorts().timers };
  const other = await openReplica({
    database,
    schema: device.replica.schema,
    ports,
    transport: device.link.transport,
    passwords: { hash: async () => "", verify: async () => true },
  });
  device.link.expireAccess();
  const { refresh } = device.link.transport;
  device.link.transport.refresh = async (request) => {
    await rest();
    return refresh(request);
  };
  await Promise.all([device.replica.sync(), other.sync()]);
  expect(device.link.refreshes).toBe(1);
  await other.close();
});

test("a refresh token that the hub takes no more asks for the password, and loses nothing", async () => {
  const device = await world.device();
  await device.replica.mutate([create]);
  device.link.expireAccess();
  device.link.transport.refresh = device.link.transport.refresh.bind(null, { refreshToken: "old" });
  await expect(device.replica.sync()).rejects.toMatchObject({ code: "sign_in_needed" });
  expect(await device.replica.status()).toMatchObject({
    signInNeeded: true,
    waiting: 1,
    online: true,
    lastError: { code: "sign_in_needed" },
  });
  await device.replica.signOut();
  device.link.network.offline = true;
  expect(await device.replica.signIn(ADAS)).toMatchObject({ by: "offline" });
});
