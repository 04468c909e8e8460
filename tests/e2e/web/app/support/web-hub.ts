import type { DemoSize } from "@healthops/schema/demo";
import type { TestDatabase } from "@healthops/testing/postgres/test-database";
import { createDemoDatabase } from "../../../cli/support/demo-database.ts";
import type { HubProcess } from "../../../cli/support/hub-process.ts";
import { startHubProcess } from "../../../cli/support/hub-process.ts";
import { builtApp } from "./built-app.ts";

/** Tests sign in more often than people do. */
const FLAGS = ["--rate-limit", "none", "--rate-limit-auth", "none"];

/** A hub in a process of its own that serves the app and the demo organisation. */
export class WebHub {
  readonly url: string;
  readonly connectionString: string;
  readonly #database: TestDatabase;
  readonly #flags: readonly string[];
  #process: HubProcess;

  private constructor(database: TestDatabase, process: HubProcess, flags: readonly string[]) {
    this.#database = database;
    this.#process = process;
    this.#flags = flags;
    this.connectionString = database.connectionString;
    this.url = process.url;
  }

  /** The demo is the small one unless its size is what a test is about. */
  static async start(flags: readonly string[] = [], demo?: DemoSize): Promise<WebHub> {
    const [database] = await Promise.all([createDemoDatabase(demo), builtApp()]);
    const all = [...FLAGS, ...flags];
    return new WebHub(database, await startHubProcess(database.connectionString, all), all);
  }

  /** Holds its process, which keeps its connections and says nothing any more. */
  freeze(): void {
    this.#process.command.process.kill("SIGSTOP");
  }

  /** Lets it go on. */
  thaw(): void {
    this.#process.command.process.kill("SIGCONT");
  }

  /** Ends the hub's process; its address is free afterwards. */
  async stop(): Promise<void> {
    await this.#process.stop();
  }

  /** Starts it again at the same address. */
  async startAgain(): Promise<void> {
    const flags = [...this.#flags, "--port", new URL(this.url).port];
    this.#process = await startHubProcess(this.connectionString, flags);
  }

  async close(): Promise<void> {
    await this.#process.stop();
    await this.#database.drop();
  }
}
