import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Ports } from "@healthops/base/ports";
import { systemPorts } from "@healthops/base/system-ports";
import type { Identity } from "@healthops/protocol/wire/auth";
import { scopesHeldBy, whoActs } from "@healthops/schema/person";
import type { Schema } from "@healthops/schema/schema";
import { openNodeSqlite } from "../src/node/node-sqlite.ts";
import type { Replica } from "../src/replica.ts";
import { openReplica } from "../src/replica.ts";
import type { PasswordVerifier } from "../src/sign-in/password-verifier.ts";
import type { SqliteDatabase } from "../src/sqlite/database.ts";
import { ManualTime } from "./manual-time.ts";
import { ModelHub } from "./model-hub.ts";
import type { ModelAccount } from "./model-transport.ts";
import { ModelTransport } from "./model-transport.ts";
import { testSchema } from "./schema.ts";

export const ANKARA = "00000000-0000-7000-8000-0000000000a1";
export const BURSA = "00000000-0000-7000-8000-0000000000b1";
export const ADA = "00000000-0000-7000-8000-000000000ada";
export const BEA = "00000000-0000-7000-8000-000000000bea";

/** A password check that is quick; the slow one is tested by itself. */
const quickPasswords: PasswordVerifier = {
  hash: async (password) => `hash of ${password}`,
  verify: async (password, hash) => hash === `hash of ${password}`,
};

/** A hub, its people and their devices; all folders go with `close`. */
export class TestWorld {
  readonly time = new ManualTime();
  readonly ports: Ports = { clock: this.time, timers: this.time, random: systemPorts().random };
  readonly hub = new ModelHub(testSchema, this.ports);
  readonly ada: ModelAccount = account(ADA, "ada", ANKARA);
  readonly bea: ModelAccount = account(BEA, "bea", ANKARA);
  readonly #devices: TestDevice[] = [];

  /** A device of that person, opened and signed in. */
  async device(owner: ModelAccount = this.ada): Promise<TestDevice> {
    const device = await this.blank();
    await device.replica.signIn({ username: owner.identity.username, password: owner.password });
    return device;
  }

  /** A device that nobody has signed in on. */
  async blank(): Promise<TestDevice> {
    const transport = new ModelTransport(this.hub, [this.ada, this.bea]);
    const device = new TestDevice(this.ports, transport);
    this.#devices.push(device);
    await device.reopen();
    return device;
  }

  async close(): Promise<void> {
    for (const device of this.#devices) await device.destroy();
  }
}

/** One device: a folder with a database, the replica on it, and its own network. */
export class TestDevice {
  readonly link: ModelTransport;
  readonly path: string;
  readonly #ports: Ports;
  readonly #folder: string;
  #replica: Replica | null = null;
  #database: SqliteDatabase | null = null;

  constructor(ports: Ports, link: ModelTransport) {
    this.#ports = ports;
    this.link = link;
    this.#folder = mkdtempSync(join(tmpdir(), "replica-"));
    this.path = join(this.#folder, "replica.sqlite");
  }

  get replica(): Replica {
    if (this.#replica === null) throw new Error("the device is not open");
    return this.#replica;
  }

  get database(): SqliteDatabase {
    if (this.#database === null) throw new Error("the device is not open");
    return this.#database;
  }

  /** Opens the replica, again or for the first time; `wrap` may put something before its database. */
  async reopen(
    wrap: (database: SqliteDatabase) => SqliteDatabase = (database) => database,
    schema: Schema = testSchema,
  ): Promise<Replica> {
    await this.#replica?.close();
    // Waiting for another handle's transaction takes real time.
    const inner = openNodeSqlite(this.path, { timers: systemPorts().timers });
    this.#database = inner;
    this.#replica = await openReplica({
      database: wrap(inner),
      schema,
      ports: this.#ports,
      transport: this.link.transport,
      passwords: quickPasswords,
    });
    return this.#replica;
  }

  /** Rows of a statement, past the replica. */
  async rows(sql: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
    return this.database.read(sql);
  }

  async destroy(): Promise<void> {
    await this.#replica?.close().catch(() => undefined);
    await this.#database?.close().catch(() => undefined);
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

function account(personId: string, username: string, siteId: string): ModelAccount {
  const facts = { personId, role: "USER", duties: [], siteId } as const;
  const identity: Identity = {
    ...facts,
    duties: [],
    username,
    displayName: username,
    scopes: [...scopesHeldBy(new Map(), whoActs(new Map(), facts), [])],
  };
  return { identity, password: "secret", disabled: false };
}
