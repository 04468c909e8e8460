import { assert, present } from "@healthops/base/assert";
import type { Ports } from "@healthops/base/ports";
import { openPool } from "@healthops/hub/database/pool";
import type { Schema } from "@healthops/schema/schema";
import { composeSchema } from "@healthops/schema/schema";
import path from "node:path";
import type pg from "pg";
import type { TestDatabase } from "../postgres/test-database.ts";
import { FaultyNetwork } from "../network/faulty-network.ts";
import { SeededRandom } from "../random/seeded-random.ts";
import type { HubDoor } from "./hub-door.ts";
import { HubPast } from "./hub-past.ts";
import { HubPair } from "./hub-pair.ts";
import { Ledger } from "./books/ledger.ts";
import type { Operation } from "./operation.ts";
import { performAct } from "./person-acts.ts";
import { SimDevice } from "./sim-device.ts";
import { SimHub } from "./sim-hub.ts";
import { simulationModule } from "./books/sim-schema.ts";
import { seenFaults } from "./checks/seen.ts";
import { readHistory } from "./books/hub-books.ts";
import { connectionBroken, simTransport } from "./sim-transport.ts";
import { SkewedClock, VirtualTime } from "./virtual-time.ts";
import type { World } from "./world.ts";
import { administer, drawWorld, settleWorld } from "./world.ts";

/** Puts a door of its own before the hub's, to plant a bug. */
export type Plant = (door: HubDoor, hub: SimHub) => HubDoor;

export interface SimulationParts {
  readonly seed: number;
  readonly devices: number;
  /** A fresh one, see arena.ts. */
  readonly database: TestDatabase;
  /** For the devices' files. */
  readonly folder: string;
  readonly plant?: Plant;
}

const START_ms = Date.UTC(2026, 0, 1);
/** Sizes of pages that the devices ask for: mostly small, so that a checkpoint takes several. */
const PAGES = [2, 3, 4, 6, 10, 30, 5_000];
const PAGE_WHOLE = 5_000;
/** So many devices join by being copies of others. */
const COPIES_MAX = 3;
/** All devices are compared with the hub's history every so many steps. */
const STEPS_BETWEEN_LOOKS = 40;
/** More than any number of devices has to say when nothing new happens. */
const DELIVERIES_MAX = 5_000;
/** Real time after which a request that still runs is taken to wait for a lock. */
const LOCKED_ms = 12;
/** Turns of the event loop after which a device that still does nothing is waiting for time to pass. */
const TURNS_MAX = 50;

/** One running simulation: hub, devices, network, time; and what happened so far. */
export class Simulation {
  readonly schema: Schema = composeSchema([simulationModule]);
  readonly ledger = new Ledger();
  readonly faults: Record<string, number> = {};
  readonly world: World;
  /** The first of two processes of the hub; it may die, the second lives on. */
  readonly hub: SimHub;
  readonly hubs: readonly SimHub[];
  /** A look into the hub's database that nothing breaks. */
  readonly watcher: pg.Pool;
  readonly network = new FaultyNetwork(connectionBroken);
  readonly devices: SimDevice[] = [];
  /** Nothing is made difficult any more. */
  calm = false;
  readonly #parts: SimulationParts;
  readonly #time = new VirtualTime(START_ms);
  readonly #random: SeededRandom;
  readonly #pair: HubPair;
  readonly #door: HubDoor;
  readonly #past: HubPast;
  readonly #cardIds: string[] = [];
  #calls = 0;
  #steps = 0;

  constructor(parts: SimulationParts) {
    this.#parts = parts;
    this.#random = new SeededRandom(parts.seed, 2);
    const ports = this.#ports();
    this.world = drawWorld(parts.devices, ports);
    const { connectionString } = parts.database;
    const hubs = [0, 1].map(() => new SimHub(connectionString, ports, this.world.siteIds));
    const [hub, second] = hubs;
    assert(hub !== undefined && second !== undefined, "there are two");
    this.hub = hub;
    this.watcher = openPool(connectionString, 1);
    this.#past = new HubPast({
      database: parts.database,
      watcher: this.watcher,
      hubs,
      ledger: this.ledger,
    });
    this.hubs = hubs;
    this.#pair = new HubPair([hub, second]);
    this.#door = parts.plant?.(this.#pair, hub) ?? this.#pair;
  }

  /** Brings places and people into the hub and switches the devices on. */
  async begin(): Promise<void> {
    await settleWorld(this.world, this.hub, this.ledger);
    for (let number = 0; number < this.#parts.devices; number += 1) {
      const device = await this.#switchOn(number);
      this.devices.push(device);
      const signedIn = device.replica.signIn({ username: device.person.username, password: "" });
      await this.deliverAll();
      await signedIn;
    }
  }

  /** Carries out one operation and lets everything come to rest that it set in motion. */
  async step(operation: Operation): Promise<void> {
    switch (operation.kind) {
      case "act":
        await this.#act(operation);
        break;
      case "sync":
        await this.#alive(operation.device).then((device) => device.sync());
        break;
      case "deliver":
        await this.#deliver(operation.draw, operation.fate);
        break;
      case "deliverTogether":
        await this.#deliverTogether(operation.draw, operation.count);
        break;
      case "interleave":
        await this.#interleave(new SeededRandom(operation.draw), operation.after);
        break;
      case "killDevice":
        this.#deviceNumbered(operation.device).database.dieAfter(operation.after);
        break;
      case "killHub":
        await this.hub.breakAfter(operation.after, "process");
        break;
      case "cutDatabase":
        await this.hub.breakAfter(operation.after, "connection");
        break;
      case "skewClock":
        this.#deviceNumbered(operation.device).clock.skew_ms += operation.by_ms;
        this.count("clock skewed");
        break;
      case "passTime":
        this.#time.pass(operation.by_ms);
        break;
      case "copyDevice":
        await this.#copyDevice(operation.device);
        break;
      case "keepDevice":
        await (await this.#alive(operation.device)).keep();
        this.count("device kept");
        break;
      case "restoreDevice":
        if (await (await this.#alive(operation.device)).restore()) this.count("device put back");
        break;
      case "keepHub":
        await this.#past.keep();
        this.count("hub's database copied");
        break;
      case "hubGoesBack":
        if (await this.#past.goBack(operation.draw, operation.way))
          this.count(`hub ${operation.way}`);
        break;
      case "movePerson":
        await this.#movePerson(new SeededRandom(operation.draw));
        break;
      case "editOnHub":
        await this.#editOnHub(new SeededRandom(operation.draw));
        break;
    }
    await this.rest();
    await this.#lookForTorn();
    this.#steps += 1;
    if (this.#steps % STEPS_BETWEEN_LOOKS === 0) await this.#compareWithHistory();
  }

  /** Delivers everything that is on the way, and what follows from it. */
  async deliverAll(): Promise<void> {
    await this.rest();
    for (let delivered = 0; this.network.onTheWay > 0; delivered += 1) {
      if (delivered === DELIVERIES_MAX) throw new Error("the devices never stop talking");
      await this.network.deliver(0, "arrives");
      await this.rest();
    }
  }

  /** Lets every device go on until it waits for the network, or for nothing. */
  async rest(): Promise<void> {
    for (let turn = 0; turn < TURNS_MAX; turn += 1) {
      await new Promise<void>((resolve) => setImmediate(resolve));
      const busy = this.devices.some(
        (device) => device.syncing && !device.dead && !this.network.isWaiting(device.number),
      );
      if (!busy) return;
    }
  }

  /** Lets go of everything. */
  async close(): Promise<void> {
    for (const device of this.devices) await device.close();
    for (const hub of this.hubs) await hub.close();
    await this.watcher.end();
    await this.#past.drop();
  }

  count(fault: string): void {
    this.faults[fault] = (this.faults[fault] ?? 0) + 1;
  }

  #deviceNumbered(number: number): SimDevice {
    return present(this.devices[number % this.devices.length], "there are devices");
  }

  async #alive(number: number): Promise<SimDevice> {
    const device = this.#deviceNumbered(number);
    await device.revive();
    return device;
  }

  async #act({ device: number, act, draw }: Extract<Operation, { kind: "act" }>): Promise<void> {
    const device = await this.#alive(number);
    const { world, ledger } = this;
    const died = device.database.death.then(() => false);
    const parts = { world, ledger, ports: this.#ports(), cardIds: this.#cardIds };
    await Promise.race([performAct(device, act, draw, parts), died]);
  }

  async #deliver(draw: number, fate: Parameters<FaultyNetwork["deliver"]>[1]): Promise<void> {
    const { onTheWay } = this.network;
    if (onTheWay === 0) return;
    const what = await this.network.deliver(draw % onTheWay, fate);
    // An answer that comes late or twice is one whose caller no longer listens.
    if (fate !== "arrives") this.count(what === "answer" ? "answer lost" : `request ${fate}`);
  }

  /** Many requests reach one hub at once, at times with changes through its API, or it loses a connection. */
  async #deliverTogether(draw: number, count: number): Promise<void> {
    const random = new SeededRandom(draw);
    for (let index = 0; index < count; index += 1) {
      (await this.#alive(random.integer(0, this.devices.length - 1))).sync();
    }
    await this.rest();
    const requests = this.network.requests();
    if (requests.length < 2) return;
    const edits = random.chance(0.4) ? [random.seed(), random.seed(), random.seed()] : [];
    if (random.chance(0.2)) {
      await this.#pair.next.breakBehindCommit(random.integer(1, 3), "connection");
    }
    this.#pair.stuck = true;
    await Promise.all([
      this.network.deliverTogether(requests),
      ...edits.map((seed) => this.#editOnHub(new SeededRandom(seed))),
    ]);
    await this.#pair.next.repair();
    this.#pair.stuck = false;
    this.count("delivered together");
  }

  /** Holds one request up in the middle while another one is handled, or has to wait for it. */
  async #interleave(random: SeededRandom, after: number): Promise<void> {
    for (let index = 0; index < 2; index += 1) {
      (await this.#alive(random.integer(0, this.devices.length - 1))).sync();
    }
    await this.rest();
    const requests = this.network.requests();
    if (requests.length < 2) return;
    const first = random.pick(requests);
    const pause = await this.#pair.next.pauseAt(after);
    const one = this.network.deliver(first, "arrives");
    await Promise.race([pause.reached, one]);
    const others = this.network.requests();
    const other = others.length > 0 ? this.network.deliver(random.pick(others), "arrives") : one;
    await Promise.race([other, new Promise<void>((resolve) => setTimeout(resolve, LOCKED_ms))]);
    pause.release();
    await Promise.all([one, other]);
    this.count("interleaved");
  }

  async #copyDevice(number: number): Promise<void> {
    const original = await this.#alive(number);
    if (this.devices.length >= this.#parts.devices + COPIES_MAX) return;
    const copy = this.devices.length;
    await original.copyTo(this.#pathOf(copy));
    this.devices.push(await this.#switchOn(copy, original));
    this.count("device copied");
  }

  #pathOf(number: number): string {
    return path.join(this.#parts.folder, `device-${number}.sqlite`);
  }

  async #movePerson(random: SeededRandom): Promise<void> {
    const person = random.pick(this.world.people);
    const fields = random.chance(0.8)
      ? { siteId: random.pick(this.world.siteIds) }
      : { role: random.pick(["USER", "MANAGER"]) };
    const mutation = {
      collection: "people",
      id: person.id,
      op: "update",
      base: 1,
      fields,
    } as const;
    await administer(this.hub, this.ledger, mutation);
    this.count("person moved");
  }

  async #editOnHub(random: SeededRandom): Promise<void> {
    if (this.#cardIds.length === 0) return;
    const person = random.pick(this.world.people);
    const fields = random.chance(0.7)
      ? { stock: { add: random.integer(1, 9) } }
      : { note: `hub ${random.integer(0, 10 ** 6)}` };
    const id = random.pick(this.#cardIds);
    const mutation = { collection: "sim_cards", id, op: "update", base: 1, fields } as const;
    const receipts = await this.#pair
      .edit(person.id, [{ seq: 1, deviceTime_ms: 0, mutations: [mutation] }])
      .catch(() => null);
    this.ledger.hubEdits.push({ mutation, receipt: receipts?.[0] ?? null });
  }

  async #lookForTorn(): Promise<void> {
    for (const device of this.devices) {
      for (const pair of await device.tornPairs()) {
        const fault = `[PUL2] device ${device.number} showed half of the pair ${pair}`;
        if (!this.ledger.faults.includes(fault)) this.ledger.faults.push(fault);
      }
    }
  }

  async #compareWithHistory(): Promise<void> {
    const histories = [await readHistory(this.watcher), ...this.ledger.pasts];
    for (const device of this.devices) {
      if (device.dead) continue;
      const records = await device.settledRecords();
      this.ledger.faults.push(...seenFaults(histories, `device ${device.number}`, records));
    }
  }

  /** A new device, or one with a copy of another one's database. */
  async #switchOn(number: number, original?: SimDevice): Promise<SimDevice> {
    const { world, ledger, network, schema } = this;
    const owner = original?.person ?? world.people[number % world.people.length];
    const person = present(owner, "there are people");
    const clock = new SkewedClock(this.#time);
    const transport = simTransport({
      device: number,
      personId: person.id,
      network,
      ledger,
      schema,
      door: this.#door,
      identify: async (personId) => {
        const { role, duties, siteIds, scopes } = await this.hub.actor(personId);
        const { username } = person;
        return {
          personId,
          username,
          displayName: username,
          role,
          duties: [...duties],
          siteId: siteIds[0] ?? null,
          siteIds: [...siteIds],
          scopes: [...scopes],
        };
      },
      nextCall: () => (this.#calls += 1),
      pageLimit: () => (this.calm ? PAGE_WHOLE : this.#random.pick(PAGES)),
    });
    const parts = {
      number,
      person,
      path: this.#pathOf(number),
      schema,
      clock,
      ports: { ...this.#ports(), clock },
      transport,
      ledger,
      onDeath: () => {
        this.count("device killed");
        network.abandon(number);
      },
    };
    return SimDevice.start(parts, original);
  }

  #ports(): Ports {
    return { clock: this.#time, timers: this.#time, random: this.#random };
  }
}
