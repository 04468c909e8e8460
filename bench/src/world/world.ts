import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestDatabase } from "@healthops/testing/postgres/test-database";
import { createTestDatabase } from "@healthops/testing/postgres/test-database";
import type { TestPostgres } from "@healthops/testing/postgres/test-postgres";
import { startTestPostgres, sweepTestFolders } from "@healthops/testing/postgres/test-postgres";
import pg from "pg";
import type { AbuseCalls } from "../abuse/abuse-program.ts";
import type { NaiveDeviceCalls } from "../baseline/naive-device-program.ts";
import type { NaiveHubCalls } from "../baseline/naive-hub-program.ts";
import { NAIVE_COPY, NAIVE_SETUP } from "../baseline/naive-table.ts";
import type { DeviceCalls } from "../device/device-program.ts";
import type { LoadCalls } from "../load/load-program.ts";
import { Program } from "../programs/program.ts";
import type { Calls } from "../programs/serve-calls.ts";
import type { HubCalls, OpenHubOptions } from "./hub-program.ts";

export interface WorldOptions {
  readonly progress: (text: string) => void;
  /** Folder for CPU profiles of all programs; null for none. */
  readonly profiles: string | null;
}

/** A running hub, the product's or the naive one. */
export interface Served<C extends Calls<C>> {
  readonly url: string;
  readonly program: Program<C>;
}

const SEED = 1;

/** Everything that cases stand on: one PostgreSQL as in production, and programs around it. */
export class World {
  readonly progress: (text: string) => void;
  readonly postgres: TestPostgres;
  readonly #folder = mkdtempSync(join(tmpdir(), "healthops-bench-"));
  readonly #profiles: string | null;
  readonly #open = new Set<{ stop(): Promise<void> }>();
  #files = 0;

  /** Use {@link openWorld}. */
  constructor(postgres: TestPostgres, { progress, profiles }: WorldOptions) {
    this.postgres = postgres;
    this.progress = progress;
    this.#profiles = profiles;
    if (profiles !== null) mkdirSync(profiles, { recursive: true });
  }

  /** A database of its own with that many exercises of the first person, for product and baseline. */
  async database(exercises: number): Promise<TestDatabase> {
    const key = `bench ${exercises}`;
    const prepare = (url: string): Promise<void> => this.#prepare(url, exercises);
    const database = await createTestDatabase({
      server: this.postgres,
      template: { key, prepare },
    });
    await this.admin("checkpoint");
    return database;
  }

  /** A statement as superuser. */
  async admin(sql: string): Promise<void> {
    await runSql(this.postgres.adminConnectionString, [sql]);
  }

  async hub(
    { connectionString }: TestDatabase,
    options: Omit<OpenHubOptions, "databaseUrl"> = {},
  ): Promise<Served<HubCalls>> {
    const program = this.#start<HubCalls>("world/hub-program.ts");
    const { url } = await program.call("open", { databaseUrl: connectionString, ...options });
    return { url, program };
  }

  async naiveHub({ connectionString }: TestDatabase): Promise<Served<NaiveHubCalls>> {
    const program = this.#start<NaiveHubCalls>("baseline/naive-hub-program.ts");
    const { url } = await program.call("open", { databaseUrl: connectionString });
    return { url, program };
  }

  /** A new device on which a person is signed in. */
  async device(database: TestDatabase, hubUrl: string, person = 0): Promise<Program<DeviceCalls>> {
    // Five sign-ins a minute are enough for a person, not for a benchmark.
    await runSql(database.connectionString, ["delete from hub.sign_in_attempts"]);
    const program = this.#start<DeviceCalls>("device/device-program.ts");
    await program.call("open", { hubUrl, file: this.#newFile(), person });
    return program;
  }

  async naiveDevice(hubUrl: string, person = 0): Promise<Program<NaiveDeviceCalls>> {
    const program = this.#start<NaiveDeviceCalls>("baseline/naive-device-program.ts");
    await program.call("open", { hubUrl, file: this.#newFile(), person });
    return program;
  }

  abuse(): Program<AbuseCalls> {
    return this.#start<AbuseCalls>("abuse/abuse-program.ts");
  }

  load(): Program<LoadCalls> {
    return this.#start<LoadCalls>("load/load-program.ts");
  }

  /** Adds exercises to a database that a hub has open. */
  async grow(database: TestDatabase, hub: Program<HubCalls>, exercises: number): Promise<void> {
    await hub.call("seed", { people: false, exercises, seed: SEED + exercises });
    await runSql(database.connectionString, [NAIVE_COPY, "vacuum analyze"]);
    await this.admin("checkpoint");
  }

  /** Ends these programs and frees their memory for what comes next. */
  async stop(...programs: readonly { stop(): Promise<void> }[]): Promise<void> {
    for (const program of programs) {
      await program.stop();
      this.#open.delete(program);
    }
  }

  async close(): Promise<void> {
    await this.stop(...[...this.#open].toReversed());
    await this.postgres.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #prepare(connectionString: string, exercises: number): Promise<void> {
    this.progress(`filling a database with ${exercises.toLocaleString("en")} exercises`);
    const program = this.#start<HubCalls>("world/hub-program.ts");
    await program.call("open", { databaseUrl: connectionString });
    await program.call("seed", { people: true, exercises, seed: SEED });
    await this.stop(program);
    await runSql(connectionString, [...NAIVE_SETUP, NAIVE_COPY, "vacuum analyze"]);
  }

  #start<C extends Calls<C>>(file: string): Program<C> {
    const program = new Program<C>(file, { folder: this.#folder, profiles: this.#profiles });
    this.#open.add(program);
    return program;
  }

  #newFile(): string {
    return join(this.#folder, `device-${++this.#files}.sqlite`);
  }
}

/** Starts PostgreSQL with the settings of the hub's own embedded one, every commit to the disk. */
export async function openWorld(options: WorldOptions): Promise<World> {
  options.progress("starting PostgreSQL");
  await sweepTestFolders();
  return new World(await startTestPostgres({ durable: true }), options);
}

/** Statements one after the other on a connection of their own. */
export async function runSql(
  connectionString: string,
  statements: readonly string[],
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    let rows: readonly Readonly<Record<string, unknown>>[] = [];
    for (const statement of statements) {
      ({ rows } = await client.query<Record<string, unknown>>(statement));
    }
    return rows;
  } finally {
    await client.end();
  }
}
