import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { newId } from "@healthops/base/ids";
import { systemPorts } from "@healthops/base/system-ports";
import type { OpenHubServer } from "@healthops/hub/doors/hub-server";
import {
  addTestPerson,
  listeningServer,
  TEST_PASSWORD,
} from "@healthops/hub/testing/server-fixture";
import { SYSTEM_ACTOR } from "@healthops/hub/hub-actor";
import { nodeFetch } from "@healthops/replica/node/node-fetch";
import { openNodeSqlite } from "@healthops/replica/node/node-sqlite";
import { nodeWebSocket } from "@healthops/replica/node/node-web-socket";
import type { Replica } from "@healthops/replica/replica";
import { openReplica } from "@healthops/replica/replica";
import type { SqliteDatabase } from "@healthops/replica/sqlite/database";
import { httpTransport } from "@healthops/replica/transport/http-transport";
import type { Content } from "@healthops/schema/record";
import type { Role } from "@healthops/schema/person";
import type { TestHub } from "@healthops/testing/hub/test-hub";
import { addSite, applied, create, openTestHub } from "@healthops/testing/hub/test-hub";
import { workforceHub } from "@healthops/workforce/hub";
import { entryIdOf } from "@healthops/workforce/natural-ids";

/** A signed-in PC with a real replica, that syncs when it is told to. */
export interface Pc {
  readonly personId: string;
  readonly replica: Replica;
  /** To write past the replica, as an older version of it did. */
  readonly database: SqliteDatabase;
}

const ports = systemPorts();

/** Checking passwords without the hub is not what these tests are about. */
const quickPasswords = {
  hash: (password: string) => Promise.resolve(password),
  verify: (password: string, hash: string) => Promise.resolve(password === hash),
};

/** A hub with two regions on real HTTP, and PCs that come and go. */
export class Regions {
  readonly #opened: TestHub;
  readonly #server: OpenHubServer;
  readonly #url: string;
  readonly #folder = mkdtempSync(join(tmpdir(), "regions-"));
  readonly #replicas: Replica[] = [];
  readonly ankara: string;
  readonly bursa: string;
  #people = 0;

  private constructor(
    opened: TestHub,
    { server, url }: { server: OpenHubServer; url: string },
    [ankara, bursa]: readonly [string, string],
  ) {
    this.#opened = opened;
    this.#server = server;
    this.#url = url;
    this.ankara = ankara;
    this.bursa = bursa;
  }

  static async open(): Promise<Regions> {
    const opened = await openTestHub([workforceHub]);
    const sites = [
      await addSite(opened.hub, "Ankara"),
      await addSite(opened.hub, "Bursa"),
    ] as const;
    return new Regions(opened, await listeningServer(opened.hub), sites);
  }

  get hub() {
    return this.#opened.hub;
  }

  /** Somebody new signs in at a PC of their own. */
  async pc(role: Role, siteId: string | null): Promise<Pc> {
    const username = `person${(this.#people += 1)}`;
    const personId = await addTestPerson(this.hub, username, role, siteId);
    const database = openNodeSqlite(join(this.#folder, `${username}.sqlite`), {
      timers: ports.timers,
    });
    const replica = await openReplica({
      database,
      schema: this.hub.schema,
      ports,
      transport: httpTransport({
        hubUrl: this.#url,
        fetch: nodeFetch,
        timers: ports.timers,
        webSocket: nodeWebSocket,
      }),
      passwords: quickPasswords,
    });
    this.#replicas.push(replica);
    await replica.signIn({ username, password: TEST_PASSWORD });
    await replica.sync();
    return { personId, replica, database };
  }

  /** Makes a record on the hub, as the hub itself; answers its id. */
  async add(collection: string, fields: Content, id = newId(ports)): Promise<string> {
    await applied(this.hub, SYSTEM_ACTOR, create(collection, id, { ...fields }));
    return id;
  }

  employee(siteId: string, name = "Elif"): Promise<string> {
    return this.add("employees", { name, siteId });
  }

  /** Entries of an employee on so many days from 2025-01-01 on. */
  async entries(employeeId: string, siteId: string, days: number): Promise<void> {
    const first = Date.UTC(2025, 0, 1);
    const mutations = Array.from({ length: days }, (_, at) => {
      const date = new Date(first + at * 86_400_000).toISOString().slice(0, 10);
      const fields = { employeeId, siteId, date, code: "N" };
      return create("timesheet_entries", entryIdOf(employeeId, date), fields);
    });
    await applied(this.hub, SYSTEM_ACTOR, ...mutations);
  }

  async close(): Promise<void> {
    for (const replica of this.#replicas) await replica.close();
    await this.#server.close();
    await this.#opened.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
