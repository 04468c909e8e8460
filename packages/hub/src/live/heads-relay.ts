import { randomUUID } from "node:crypto";
import type { Ports, TimerHandle } from "@healthops/base/ports";
import type { ScopeKey } from "@healthops/schema/scope";
import pg from "pg";
import type { Queryable } from "../database/pool.ts";
import { APPLICATION_NAME } from "../database/pool.ts";
import { ACCESS_CHANNEL, readAccessChange } from "../access/access-change.ts";
import { readHeads } from "../pull/heads.ts";
import { AccessChannel } from "../access/access-channel.ts";
import type { Heads, HeadsListener } from "./heads-channel.ts";
import { Deafness } from "./deafness.ts";
import { HeadsChannel } from "./heads-channel.ts";

const CHANNEL = "healthops_heads";
/** Commits within this time travel in one notification [LIV1]. */
const GATHER_ms = 20;
/** PostgreSQL takes payloads below 8,000 bytes. */
const PAYLOAD_CHARACTERS_MAX = 7_000;
const RECONNECT_ms = 1_000;

export interface RelayOptions {
  /** For reading heads; notifications have a connection of their own. */
  readonly database: Queryable;
  readonly connectionString: string;
  readonly ports: Pick<Ports, "timers">;
  /** Told about a lost connection; the relay comes back by itself. */
  readonly onError: (error: Error) => void;
  /** Told when notifications do not come through, and when they do again [PGB2]. */
  readonly onDeaf?: (deaf: boolean) => void;
}

/**
 * Carries moved heads between hub processes on one database, by NOTIFY on a connection of its own,
 * after the commits and gathered [LIV1]. Within the process they arrive at once. A lost message is
 * harmless: replicas pull by the scheduler too. On the same connection the database tells whose rights
 * changed [LIV4]; after the connection was away, that word is that anybody's may have.
 */
export class HeadsRelay {
  readonly channel = new HeadsChannel();
  readonly access = new AccessChannel();
  readonly #options: RelayOptions;
  readonly #origin = randomUUID();
  readonly #gathered = new Map<ScopeKey, number>();
  readonly #deafness: Deafness;
  #connection: pg.Client | null = null;
  #timer: TimerHandle | null = null;
  #sending = false;
  #closed = false;

  constructor(options: RelayOptions) {
    this.#options = options;
    const { database, ports, onDeaf = () => undefined } = options;
    this.#deafness = new Deafness(database, ports, CHANNEL, onDeaf);
  }

  /** Hears of movements, also those of other processes; answers the way to stop. */
  subscribe(listener: HeadsListener): () => void {
    return this.channel.subscribe(listener);
  }

  /** Where these scopes stand now, by the database. */
  async current(scopes: Iterable<ScopeKey>): Promise<Heads> {
    const heads = await readHeads(this.#options.database, [...scopes]);
    return new Map(heads.map(({ key, head }) => [key, head]));
  }

  /** Connects and listens; rejects when the database cannot be reached the first time. */
  async open(): Promise<void> {
    const connection = new pg.Client({
      connectionString: this.#options.connectionString,
      application_name: APPLICATION_NAME,
    });
    connection.on("notification", ({ channel, payload = "" }) => {
      if (channel === ACCESS_CHANNEL) this.access.publish(readAccessChange(payload));
      else this.#receive(payload);
    });
    connection.on("error", (error) => this.#lost(connection, error));
    connection.on("end", () => this.#lost(connection, new Error("the live connection ended")));
    await connection.connect();
    await connection.query(`listen ${CHANNEL}; listen ${ACCESS_CHANNEL}`);
    if (this.#closed) return connection.end();
    this.#connection = connection;
    // Beside everything else: a hub that hears nothing still serves.
    void this.#deafness.probe().catch((error: unknown) => this.#failed(error));
  }

  /** Whether what other hubs tell does not come through [PGB2]. */
  get deaf(): boolean {
    return this.#deafness.deaf;
  }

  /** Tells everyone, here at once and in the other processes within the gathering time. */
  publish(heads: Heads): void {
    this.channel.publish(heads);
    for (const [key, head] of heads)
      this.#gathered.set(key, Math.max(head, this.#gathered.get(key) ?? 0));
    this.#schedule();
  }

  /** Tells the other processes what it still holds, and disconnects. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#timer?.cancel();
    if (this.#gathered.size > 0) await this.#send();
    const connection = this.#connection;
    this.#connection = null;
    await connection?.end().catch(() => undefined);
  }

  #schedule(): void {
    if (this.#gathered.size === 0 || this.#sending) return;
    this.#timer ??= this.#options.ports.timers.after(GATHER_ms, () => void this.#send());
  }

  async #send(): Promise<void> {
    this.#timer = null;
    const texts = payloads(this.#origin, this.#gathered);
    this.#gathered.clear();
    this.#sending = true;
    try {
      await this.#connection?.query(
        "select pg_notify($1, payload) from unnest($2::text[]) payload",
        [CHANNEL, texts],
      );
    } catch (error) {
      this.#failed(error);
    } finally {
      this.#sending = false;
      this.#schedule();
    }
  }

  #failed(error: unknown): void {
    if (this.#closed) return;
    this.#options.onError(error instanceof Error ? error : new Error(String(error)));
  }

  #receive(payload: string): void {
    if (this.#deafness.hears(payload)) return;
    const [origin, ...entries] = payload.split("\n");
    if (origin === this.#origin) return;
    const heads = entries.map((entry): [string, number] => {
      const [key = "", head = "0"] = entry.split(" ");
      return [key, Number(head)];
    });
    this.channel.publish(new Map(heads));
  }

  #lost(connection: pg.Client, error: Error): void {
    if (this.#connection !== connection) return;
    this.#connection = null;
    if (this.#closed) return;
    this.#options.onError(error);
    const again = (): void => {
      if (this.#closed) return;
      this.open().then(
        () => this.access.publish({ who: "everybody" }),
        () => this.#options.ports.timers.after(RECONNECT_ms, again),
      );
    };
    this.#options.ports.timers.after(RECONNECT_ms, again);
  }
}

/** Notifications that fit: a line for the sender, then one a scope. */
function payloads(origin: string, heads: Heads): string[] {
  const result: string[] = [];
  let current = origin;
  for (const [key, head] of heads) {
    const entry = `\n${key} ${head}`;
    if (current.length + entry.length > PAYLOAD_CHARACTERS_MAX) {
      result.push(current);
      current = origin;
    }
    current += entry;
  }
  return [...result, current];
}
