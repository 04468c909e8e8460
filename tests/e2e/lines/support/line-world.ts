import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { FetchAnswer } from "@healthops/base/ports";
import { newId } from "@healthops/base/ids";
import { systemPorts } from "@healthops/base/system-ports";
import type { OpenHubServer } from "@healthops/hub/doors/hub-server";
import {
  addTestPerson,
  listeningServer,
  TEST_PASSWORD,
} from "@healthops/hub/testing/server-fixture";
import type { OpenHub } from "@healthops/hub/doors/open-hub";
import { openHub } from "@healthops/hub/doors/open-hub";
import { LINE_HEADER } from "@healthops/protocol/line-header";
import { TEST_WRAPPING_KEY } from "@healthops/testing/hub/test-wrapping-key";
import { nodeFetch } from "@healthops/replica/node/node-fetch";
import { openNodeSqlite } from "@healthops/replica/node/node-sqlite";
import { nodeWebSocket } from "@healthops/replica/node/node-web-socket";
import type { Replica } from "@healthops/replica/replica";
import { openReplica } from "@healthops/replica/replica";
import { httpTransport } from "@healthops/replica/transport/http-transport";
import { composeSchema } from "@healthops/schema/schema";
import { sampleModule } from "@healthops/testing/fixtures/sample-module";
import { addSite } from "@healthops/testing/hub/test-hub";

const SCHEMA = composeSchema([sampleModule]);

/** A hub with its door, and devices of people that find it wherever it is opened again. */
export class LineWorld {
  readonly folder: string;
  siteId = "";
  readonly #opened: Replica[] = [];
  #hub: OpenHub | null = null;
  #server: OpenHubServer | null = null;
  #url = "";
  /** Statuses of the answers to pulls and pushes, in their order. */
  readonly answers: string[] = [];

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async create(): Promise<LineWorld> {
    return new LineWorld(await mkdtemp(path.join(tmpdir(), "healthops-lines-")));
  }

  get hub(): OpenHub {
    if (this.#hub === null) throw new Error("the hub is not open");
    return this.#hub;
  }

  async openHub(connectionString: string): Promise<void> {
    this.#hub = await openHub({
      connectionString,
      modules: [{ module: sampleModule }],
      ports: systemPorts(),
      onFault: () => undefined,
      wrappingKey: TEST_WRAPPING_KEY,
    });
    const { server, url } = await listeningServer(this.#hub);
    this.#server = server;
    this.#url = url;
  }

  async closeHub(): Promise<void> {
    await this.#server?.close();
    await this.#hub?.close();
    this.#server = null;
    this.#hub = null;
  }

  /** A site, and people who belong to it. */
  async settle(...usernames: readonly string[]): Promise<void> {
    this.siteId = await addSite(this.hub, "Ankara");
    for (const username of usernames) {
      await addTestPerson(this.hub, username, "USER", this.siteId);
    }
  }

  /** `older`: it speaks as devices did before there were lines. */
  async device(username: string, older = false): Promise<Replica> {
    const replica = await this.#open(this.#fileOf(username), older);
    await replica.signIn({ username, password: TEST_PASSWORD });
    return replica;
  }

  /** A second device with a copy of the database that a person's device has now. */
  async copyOf(username: string): Promise<Replica> {
    const file = `${this.#fileOf(username)}-${this.#opened.length}`;
    const source = new DatabaseSync(this.#fileOf(username), { readOnly: true });
    source.prepare("vacuum into ?").run(file);
    source.close();
    return this.#open(file, false);
  }

  /** The device's program is from before hubs told what they call a group. */
  forgetHashes(username: string): void {
    const database = new DatabaseSync(this.#fileOf(username));
    database.prepare("delete from _meta where key = 'last_answered'").run();
    database.close();
  }

  #fileOf(username: string): string {
    return path.join(this.folder, `${username}.sqlite`);
  }

  async #open(file: string, older: boolean): Promise<Replica> {
    const ports = systemPorts();
    const replica = await openReplica({
      database: openNodeSqlite(file, { timers: ports.timers }),
      schema: SCHEMA,
      ports,
      transport: httpTransport({
        hubUrl: "http://127.0.0.1:1",
        fetch: older
          ? async (address, init) => withoutLine(await this.#fetch(address, init))
          : (address, init) => this.#fetch(address, init),
        timers: ports.timers,
        webSocket: nodeWebSocket,
      }),
      passwords: {
        hash: (password) => Promise.resolve(password),
        verify: (password, hash) => Promise.resolve(password === hash),
      },
    });
    this.#opened.push(replica);
    return replica;
  }

  async close(): Promise<void> {
    for (const replica of this.#opened) await replica.close();
    await this.closeHub();
    await rm(this.folder, { recursive: true, force: true });
  }

  async #fetch(...[address, init]: Parameters<typeof nodeFetch>): ReturnType<typeof nodeFetch> {
    const { pathname, search } = new URL(address);
    const answer = await nodeFetch(`${this.#url}${pathname}${search}`, init);
    const [, what] = /\/sync\/(\w+)$/.exec(pathname) ?? [];
    if (what !== undefined) this.answers.push(`${what} ${answer.status}`);
    return answer;
  }
}

/** An answer of which a device from before lines understands everything. */
function withoutLine(answer: FetchAnswer): FetchAnswer {
  const get = (name: string) => (name === LINE_HEADER ? null : answer.headers.get(name));
  return { status: answer.status, headers: { get }, bytes: () => answer.bytes() };
}

/** Twice, so that what was accepted has come back and left the outbox. */
export async function syncAll(...replicas: readonly Replica[]): Promise<void> {
  for (let round = 0; round < 2; round += 1) for (const replica of replicas) await replica.sync();
}

export const freshId = (): string => newId(systemPorts());

export async function cardOn(replica: Replica, id: string) {
  return (await replica.get("site_cards", id))?.content;
}

export function addCard(siteId: string, id: string, title: string) {
  return {
    op: "create",
    collection: "site_cards",
    id,
    fields: { siteId, title, stock: 1 },
  } as const;
}

export function editCard(id: string, fields: Readonly<Record<string, unknown>>) {
  return { op: "update", collection: "site_cards", id, fields } as const;
}
