import { existsSync } from "node:fs";
import { copyFile, rm } from "node:fs/promises";
import { DatabaseSync } from "node:sqlite";
import type { Ports } from "@healthops/base/ports";
import { isProblem } from "@healthops/base/problem";
import { openNodeSqlite } from "@healthops/replica/node/node-sqlite";
import type { PendingGroup } from "@healthops/replica/outbox/pending-groups";
import type { Replica } from "@healthops/replica/replica";
import { openReplica } from "@healthops/replica/replica";
import type { HubTransport } from "@healthops/replica/transport/transport";
import { contentColumns, fromSqlite } from "@healthops/schema/columns";
import type { FieldValue } from "@healthops/schema/field";
import type { StoredRecord } from "@healthops/schema/record";
import type { Schema } from "@healthops/schema/schema";
import type { Ledger } from "./books/ledger.ts";
import { contentKey } from "./books/ledger.ts";
import { MortalDatabase } from "./mortal-database.ts";
import type { SkewedClock } from "./virtual-time.ts";
import type { SimPerson } from "./world.ts";

export interface SimDeviceParts {
  readonly number: number;
  readonly person: SimPerson;
  /** The database file. */
  readonly path: string;
  readonly schema: Schema;
  readonly clock: SkewedClock;
  readonly ports: Ports;
  readonly transport: HubTransport;
  readonly ledger: Ledger;
  /** Called when the device's process ends. */
  onDeath(): void;
}

/** A password that is checked on this device costs time; simulated people need none of it. */
const quickPasswords = {
  hash: (password: string) => Promise.resolve(password),
  verify: (password: string, hash: string) => Promise.resolve(password === hash),
};

interface Process {
  readonly database: MortalDatabase;
  readonly replica: Replica;
}

/** A person's device: a real replica on a real file, whose process can end at any moment. */
export class SimDevice {
  readonly #parts: SimDeviceParts;
  /** Groups that the ledger knows, see `nameOf`. */
  #known = new Set<string>();
  /** Those that it knew when the database was kept. */
  #knownThen = new Set<string>();
  #process: Process;
  /** Whether a sync is under way. */
  syncing = false;
  deaths = 0;
  /** Errors that no person was meant to see: each is a defect of the replica. */
  readonly defects: unknown[] = [];

  private constructor(parts: SimDeviceParts, process: Process) {
    this.#parts = parts;
    this.#process = process;
  }

  /** Starts the device; nobody is signed in yet. */
  static async start(parts: SimDeviceParts, original?: SimDevice): Promise<SimDevice> {
    const made: SimDevice[] = [];
    const process = await begin(parts, () => {
      for (const device of made) device.#died();
    });
    const device = new SimDevice(parts, process);
    made.push(device);
    // What waited when the copy was made was taken from the person once.
    if (original !== undefined) for (const name of original.#known) device.#known.add(name);
    return device;
  }

  get number(): number {
    return this.#parts.number;
  }

  get person(): SimPerson {
    return this.#parts.person;
  }

  get clock(): SkewedClock {
    return this.#parts.clock;
  }

  get replica(): Replica {
    return this.#process.replica;
  }

  get database(): MortalDatabase {
    return this.#process.database;
  }

  get dead(): boolean {
    return this.#process.database.dead;
  }

  /** Starts a process that has ended again, from what is on its file. */
  async revive(): Promise<void> {
    if (!this.dead) return;
    await this.#process.database.bury();
    this.#process = await begin(this.#parts, () => this.#died());
    this.syncing = false;
    await this.takeStock();
  }

  /** Copies the database as it is in this moment, whatever the device is doing. */
  async copyTo(file: string): Promise<void> {
    if (!this.dead) await this.takeStock();
    const source = new DatabaseSync(this.#parts.path, { readOnly: true });
    source.prepare("vacuum into ?").run(file);
    source.close();
  }

  /** Keeps the database aside, in the place of what was kept before. */
  async keep(): Promise<void> {
    await rm(this.#keptPath, { force: true });
    await this.copyTo(this.#keptPath);
    this.#knownThen = new Set(this.#known);
  }

  /** Puts what was kept in the place of the database; false when nothing is. What waited since is gone with it. */
  async restore(): Promise<boolean> {
    if (!existsSync(this.#keptPath)) return false;
    const { ledger, path } = this.#parts;
    const lost = await this.replica.pending(["waiting", "sent", "held", "rejected"]);
    const delivered = await this.#delivered();
    this.database.die();
    await this.database.bury();
    for (const end of ["", "-wal", "-shm"]) await rm(`${path}${end}`, { force: true });
    await copyFile(this.#keptPath, path);
    this.#process = await begin(this.#parts, () => this.#died());
    this.syncing = false;
    const kept = await this.replica.pending(["waiting", "sent", "held", "rejected"]);
    const names = new Set(kept.map(nameOf));
    // What its person does from here gets the numbers of what is gone, and may be the same once more.
    this.#known = new Set([...this.#knownThen, ...names]);
    const gone = lost.filter((group) => !names.has(nameOf(group)));
    ledger.gone.push(...gone.map(({ changes }) => contentKey(changes)));
    const still = new Set(await this.#delivered());
    ledger.lostWithDevice(delivered.filter((key) => !still.has(key)));
    await this.takeStock();
    return true;
  }

  get #keptPath(): string {
    return `${this.#parts.path}.kept`;
  }

  /** Begins a sync, unless one is under way; how it ends is seen in the device's state. */
  sync(): void {
    if (this.syncing || this.dead) return;
    this.syncing = true;
    const { replica } = this.#process;
    const over = (): void => {
      if (replica === this.#process.replica) this.syncing = false;
    };
    replica.sync().then(over, (error: unknown) => {
      over();
      if (!isProblem(error)) this.defects.push(error);
    });
  }

  /** Does what a person asks; false when the device refused. Resolves too when it dies meanwhile. */
  async act(work: (replica: Replica) => Promise<unknown>): Promise<boolean> {
    const { database, replica } = this.#process;
    const done = work(replica).then(
      () => true,
      (error: unknown) => {
        if (!isProblem(error)) this.defects.push(error);
        return false;
      },
    );
    const accepted = await Promise.race([done, database.death.then(() => false)]);
    if (!this.dead) await this.takeStock();
    return accepted;
  }

  /** Writes into the ledger what the outbox has kept and the ledger does not know. */
  async takeStock(): Promise<void> {
    const { ledger } = this.#parts;
    for (const { group, changes } of await this.replica.pending([
      "waiting",
      "sent",
      "held",
      "rejected",
    ])) {
      const key = contentKey(changes);
      const name = nameOf({ group, changes });
      if (this.#known.has(name)) continue;
      this.#known.add(name);
      const era = ledger.eraOf(await this.#mark());
      ledger.accepted.push({ replicaId: await this.replica.id(), key, era });
    }
  }

  /** What the hub said of the state that the person sees. */
  async #mark(): Promise<string | null> {
    const [row] = await this.database.read("select value from _meta where key = 'mark'");
    return row === undefined ? null : String(JSON.parse(String(row["value"])));
  }

  /** What the hub has answered and would get again from here, if it lost it [LIN4]. */
  async #delivered(): Promise<readonly string[]> {
    const acked = await this.replica.pending(["acked"]);
    const rows = await this.database.read(
      `select local_id, op, collection, record_id, fields from _delivered_mutations
        order by local_id, ordinal`,
    );
    const groups = Map.groupBy(rows, (row) => Number(row["local_id"]));
    const kept = [...groups.values()].map((own) =>
      own.map((row) => ({
        op: String(row["op"]),
        collection: String(row["collection"]),
        id: String(row["record_id"]),
        fields: JSON.parse(String(row["fields"])) as object,
      })),
    );
    return [...acked.map(({ changes }) => changes), ...kept].map(contentKey);
  }

  /** All rows that the person sees, by `<collection> <id>`. */
  async records(): Promise<ReadonlyMap<string, StoredRecord>> {
    const records = new Map<string, StoredRecord>();
    for (const collection of this.#parts.schema.collections.values()) {
      const columns = contentColumns(collection);
      for (const row of await this.database.read(`select * from "${collection.name}"`)) {
        const content: Record<string, FieldValue> = {};
        for (const { field, column, kind } of columns)
          content[field] = fromSqlite(kind, row[column]);
        records.set(`${collection.name} ${String(row["id"])}`, {
          id: String(row["id"]),
          version: Number(row["version"]),
          createdAt_us: Number(row["created_at_us"]),
          updatedAt_us: Number(row["updated_at_us"]),
          content,
        });
      }
    }
    return records;
  }

  /** The rows that no local change lies on: what the hub said, and nothing else. */
  async settledRecords(): Promise<ReadonlyMap<string, StoredRecord>> {
    const pending = await this.database.read("select collection, record_id from _outbox_mutations");
    const records = new Map(await this.records());
    for (const row of pending)
      records.delete(`${String(row["collection"])} ${String(row["record_id"])}`);
    return records;
  }

  /** Pairs of which the person sees one half, or halves of different moments [PUL2]. */
  async tornPairs(): Promise<readonly string[]> {
    if (this.dead) return [];
    const rows = await this.database.read(`select pair from sim_twins group by pair
      having count(*) <> 2 or min(value) <> max(value)`);
    return rows.map((row) => String(row["pair"]));
  }

  /** Ends the process, whatever it is doing, and lets go of the file. */
  async close(): Promise<void> {
    this.database.die();
    await this.database.bury();
  }

  #died(): void {
    this.deaths += 1;
    this.syncing = false;
    this.#parts.onDeath();
  }
}

function nameOf({ group, changes }: Pick<PendingGroup, "group" | "changes">): string {
  return `${group} ${contentKey(changes)}`;
}

async function begin(parts: SimDeviceParts, died: () => void): Promise<Process> {
  const { path, schema, ports, transport } = parts;
  const database = new MortalDatabase(openNodeSqlite(path, { timers: ports.timers }), died);
  const replica = await openReplica({
    database,
    schema,
    ports,
    transport,
    passwords: quickPasswords,
  });
  return { database, replica };
}
