import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { present } from "@healthops/base/assert";
import { newId } from "@healthops/base/ids";
import { systemPorts } from "@healthops/base/system-ports";
import { BackupKeys } from "@healthops/hub/backup/backup-keys";
import { RESTORE_NAME } from "@healthops/hub/backup/present-state";
import { restoreBackup } from "@healthops/hub/backup/restore-backup";
import { writeBackup } from "@healthops/hub/backup/write-backup";
import { openPool } from "@healthops/hub/database/pool";
import { SYSTEM_ACTOR } from "@healthops/hub/hub-actor";
import type { OpenHubServer } from "@healthops/hub/doors/hub-server";
import {
  addTestPerson,
  listeningServer,
  TEST_PASSWORD,
} from "@healthops/hub/testing/server-fixture";
import type { OpenHub } from "@healthops/hub/doors/open-hub";
import { openHub } from "@healthops/hub/doors/open-hub";
import { goBackTo, keepCopy, listCopies } from "@healthops/replica/node/copies";
import { nodeFetch } from "@healthops/replica/node/node-fetch";
import { openNodeSqlite } from "@healthops/replica/node/node-sqlite";
import { nodeWebSocket } from "@healthops/replica/node/node-web-socket";
import type { Replica } from "@healthops/replica/replica";
import { openReplica } from "@healthops/replica/replica";
import { httpTransport } from "@healthops/replica/transport/http-transport";
import { composeSchema } from "@healthops/schema/schema";
import { sampleModule } from "@healthops/testing/fixtures/sample-module";
import { addSite, applied, create } from "@healthops/testing/hub/test-hub";
import type { TestDatabase } from "@healthops/testing/postgres/test-database";
import { createTestDatabase } from "@healthops/testing/postgres/test-database";
import { afterEach, beforeEach, expect, test } from "vitest";
import { TEST_WRAPPING_KEY } from "@healthops/testing/hub/test-wrapping-key";

const PRODUCT = "1.2.3";
const SCHEMA = composeSchema([sampleModule]);
let folder: string;
let database: TestDatabase;
let hub: OpenHub;
let server: OpenHubServer;
let url: string;
let siteId: string;
let opened: Replica[] = [];
let keys: BackupKeys;

async function openTheHub(): Promise<void> {
  hub = await openHub({
    connectionString: database.connectionString,
    modules: [{ module: sampleModule }],
    ports: systemPorts(),
    wrappingKey: TEST_WRAPPING_KEY,
    onFault: () => undefined,
  });
  ({ server, url } = await listeningServer(hub));
}

async function closeTheHub(): Promise<void> {
  await server.close();
  await hub.close();
}

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "healthops-restored-"));
  keys = new BackupKeys(path.join(folder, "keys", "backup.json"));
  database = await createTestDatabase();
  await openTheHub();
  siteId = await addSite(hub, "Ankara");
  await addTestPerson(hub, "ada", "USER", siteId);
  await addTestPerson(hub, "ben", "USER", siteId);
});

afterEach(async () => {
  for (const replica of opened) await replica.close();
  opened = [];
  await closeTheHub();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

const fileOf = (username: string): string => path.join(folder, `${username}.sqlite`);

/** A device of a person, whose hub may come back at another port. */
async function device(username: string): Promise<Replica> {
  const replica = await openedOffline(username);
  await replica.signIn({ username, password: TEST_PASSWORD });
  return replica;
}

async function openedOffline(username: string): Promise<Replica> {
  const ports = systemPorts();
  const moved = (address: string): string => {
    const { pathname, search } = new URL(address);
    return `${url}${pathname}${search}`;
  };
  const replica = await openReplica({
    database: openNodeSqlite(fileOf(username), { timers: ports.timers }),
    schema: SCHEMA,
    ports,
    transport: httpTransport({
      hubUrl: url,
      fetch: (address, init) => nodeFetch(moved(address), init),
      timers: ports.timers,
      webSocket: nodeWebSocket,
    }),
    beforeReplacing: async () => void (await keepCopy(fileOf(username), new Date())),
    passwords: {
      hash: (password) => Promise.resolve(password),
      verify: (password, hash) => Promise.resolve(password === hash),
    },
  });
  opened.push(replica);
  return replica;
}

/** Twice, so that what was accepted has come back and left the outbox. */
async function settle(...replicas: readonly Replica[]): Promise<void> {
  for (let round = 0; round < 2; round += 1) for (const replica of replicas) await replica.sync();
}

async function backUp(): Promise<string> {
  const { version: schemaVersion } = hub.schema;
  const options = { pool: hub.pool, folder, product: PRODUCT, schemaVersion };
  return (await writeBackup({ ...options, encryptFor: await keys.recipients() })).file;
}

/** Sessions are in no backup: everybody signs in again. */
async function restoreHub(file: string): Promise<void> {
  await closeTheHub();
  const pool = openPool(database.connectionString, 2, RESTORE_NAME);
  const options = { pool, schema: SCHEMA, file, product: PRODUCT, replaceKeepingIn: folder };
  const [identities, encryptFor] = [await keys.identities(), await keys.recipients()];
  await restoreBackup({ ...options, identities, encryptFor, anchor: null }).finally(() =>
    pool.end(),
  );
  await openTheHub();
  for (const replica of opened) {
    const { signedIn } = await replica.status();
    const { username } = present(signedIn, "the device knows whose it is");
    await replica.signIn({ username, password: TEST_PASSWORD });
  }
}

const card = async (replica: Replica, id: string) => (await replica.get("site_cards", id))?.content;
const add = (id: string, title: string) =>
  ({ op: "create", collection: "site_cards", id, fields: { siteId, title, stock: 1 } }) as const;
const edit = (id: string, fields: Readonly<Record<string, unknown>>) =>
  ({ op: "update", collection: "site_cards", id, fields }) as const;
const id = (): string => newId(systemPorts());

test("[PUL8] devices give a restored hub what it accepted after the backup, each change once", async () => {
  const [ada, ben] = [await device("ada"), await device("ben")];
  const [before, after, gone] = [id(), id(), id()];
  await ada.mutate([add(before, "one")]);
  await ada.mutate([add(gone, "to be deleted")]);
  await settle(ada, ben);
  const file = await backUp();

  await ada.mutate([edit(before, { title: "two", stock: { add: 5 } })]);
  await ada.mutate([add(after, "after the backup")]);
  await ben.mutate([{ op: "delete", collection: "site_cards", id: gone }]);
  await settle(ada, ben);
  await ben.mutate([edit(before, { stock: { add: 2 } })]);
  await settle(ben, ada);
  expect(await ada.status()).toMatchObject({ waiting: 0 });
  await ada.mutate([edit(after, { stock: { add: 10 } })]);

  await restoreHub(file);
  await settle(ada, ben, ada, ben);
  for (const replica of [ada, ben]) {
    expect(await card(replica, before)).toMatchObject({ title: "two", stock: 8 });
    expect(await card(replica, after)).toMatchObject({ title: "after the backup", stock: 11 });
    expect(await card(replica, gone)).toBeUndefined();
    expect(await replica.status()).toMatchObject({ waiting: 0, rejected: 0, conflicts: 0 });
  }
  const { rows } = await hub.pool.query(
    "select title, stock from data.site_cards where not deleted order by title",
  );
  expect(rows).toEqual([
    { title: "after the backup", stock: 11 },
    { title: "two", stock: 8 },
  ]);
  // And everything goes on as before, on both.
  await ben.mutate([edit(after, { title: "three" })]);
  await settle(ben, ada);
  expect(await card(ada, after)).toMatchObject({ title: "three" });
});

test("[PUL8] what was changed on the restored hub meanwhile is not overwritten, it opens a conflict", async () => {
  const [ada, ben] = [await device("ada"), await device("ben")];
  const shared = id();
  await ada.mutate([add(shared, "one")]);
  await settle(ada, ben);
  const file = await backUp();
  await ada.mutate([edit(shared, { title: "by ada, then lost" })]);
  await settle(ada);

  await restoreHub(file);
  await settle(ben);
  await ben.mutate([edit(shared, { title: "by ben, since" })]);
  await settle(ben);
  await settle(ada, ben);
  for (const replica of [ada, ben]) {
    expect(await card(replica, shared)).toMatchObject({ title: "by ben, since" });
    expect(await replica.status()).toMatchObject({ waiting: 0, rejected: 0 });
  }
  const { records } = await ada.list("conflicts");
  const content = present(records[0], "a conflict is open").content;
  expect(JSON.stringify(content)).toContain("by ada, then lost");
});

test("[PUL8] a device that never pulled, and one that joined after the backup, lose nothing either", async () => {
  const file = await backUp();
  const [ada, ben] = [await device("ada"), await device("ben")];
  const [one, two] = [id(), id()];
  await ada.sync();
  await ada.mutate([add(one, "of a new device")]);
  await settle(ada);
  await ben.sync();
  await ben.mutate([add(two, "waiting"), edit(one, { stock: { add: 1 } })]);

  await restoreHub(file);
  await settle(ada, ben, ada);
  for (const replica of [ada, ben]) {
    expect(await card(replica, one)).toMatchObject({ title: "of a new device", stock: 2 });
    expect(await card(replica, two)).toMatchObject({ title: "waiting" });
  }
});

test("before a device takes over a restored hub's records it keeps a copy, and can go back to it", async () => {
  const ada = await device("ada");
  const [lost, kept] = [id(), id()];
  await ada.mutate([add(kept, "kept")]);
  await settle(ada);
  const file = await backUp();
  // Nobody's device made this one: nobody can give it back.
  await applied(hub, SYSTEM_ACTOR, create("site_cards", lost, { siteId, title: "by the hub" }));
  await settle(ada);
  await ada.mutate([edit(kept, { stock: { add: 4 } })]);

  await restoreHub(file);
  await settle(ada);
  expect(await card(ada, lost)).toBeUndefined();
  const [copy, ...more] = await listCopies(fileOf("ada"));
  expect(more).toEqual([]);
  const before = await ada.id();
  await ada.close();
  opened = opened.filter((replica) => replica !== ada);

  await goBackTo(fileOf("ada"), present(copy, "a copy was kept"), new Date(), systemPorts().timers);
  const again = await openedOffline("ada");
  expect(await card(again, lost)).toMatchObject({ title: "by the hub" });
  expect(await card(again, kept)).toMatchObject({ title: "kept", stock: 5 });
  expect(await again.id()).not.toBe(before);
  expect(await again.status()).toMatchObject({ signInNeeded: true });
});
