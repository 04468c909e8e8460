import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestServer } from "../postgres/test-postgres.ts";
import { openArena } from "./arena.ts";
import { conflictScopeFaults } from "./checks/conflict-scopes.ts";
import { counterFaults } from "./checks/counters.ts";
import { deviceFaults } from "./checks/devices.ts";
import { effectFaults } from "./checks/effects.ts";
import { feedFaults } from "./checks/feed.ts";
import { historyFaults } from "./checks/history.ts";
import { receiptFaults } from "./checks/receipts.ts";
import type { Breakage } from "./fragile-pool.ts";
import { readBooks } from "./books/hub-books.ts";
import type { Operation } from "./operation.ts";
import { operationsOf } from "./operation.ts";
import { comeToRest } from "./quiet.ts";
import type { Plant } from "./simulation.ts";
import { Simulation } from "./simulation.ts";

export interface SimulationOptions {
  readonly seed: number;
  readonly replicas: number;
  readonly steps: number;
  /** A bug to be found. */
  readonly plant?: Plant;
  /** In place of the seed's operations: those of a shrunken or kept run. */
  readonly operations?: readonly Operation[];
  /** Default: the server that the test run shares. */
  readonly server?: TestServer;
}

export interface Verdict {
  readonly seed: number;
  readonly steps: number;
  readonly operations: readonly Operation[];
  readonly faultsInjected: Readonly<Record<string, number>>;
  /** Empty when everything held. */
  readonly failures: readonly string[];
}

/** Longest list of failures; one cause often shows in many places. */
const FAILURES_MAX = 50;

/**
 * Runs one simulation [SIM1] on a database and files of its own and judges it: everything on the
 * devices equal to the hub, nothing lost, nothing twice, nothing seen that may not be seen.
 */
export async function runSimulation(options: SimulationOptions): Promise<Verdict> {
  const { seed, replicas, steps, plant } = options;
  const operations = options.operations ?? operationsOf(seed, steps, replicas);
  const database = await openArena(options.server);
  const folder = await mkdtemp(path.join(tmpdir(), "healthops-simulation-"));
  const simulation = new Simulation({
    seed,
    devices: replicas,
    database,
    folder,
    ...(plant === undefined ? {} : { plant }),
  });
  try {
    const failures = await playAndJudge(simulation, operations);
    const broken = (what: Breakage): number =>
      simulation.hubs.reduce((sum, hub) => sum + hub.broken[what], 0);
    const faultsInjected = {
      ...simulation.faults,
      "hub killed": broken("process"),
      "hub's database cut": broken("connection"),
    };
    return {
      seed,
      steps: operations.length,
      operations,
      faultsInjected,
      failures: failures.slice(0, FAILURES_MAX),
    };
  } finally {
    await simulation.close();
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function playAndJudge(
  simulation: Simulation,
  operations: readonly Operation[],
): Promise<string[]> {
  try {
    await simulation.begin();
    for (const operation of operations) await simulation.step(operation);
    return [...(await comeToRest(simulation)), ...(await judge(simulation))];
  } catch (error) {
    // Whatever stops a simulation is a finding too, with what led to it.
    return [
      `the simulation stopped: ${describe(error)}`,
      ...simulation.hubs.flatMap((hub) => hub.defects.map(describe)),
    ];
  }
}

async function judge(simulation: Simulation): Promise<string[]> {
  const { hub, hubs, ledger, devices } = simulation;
  const books = await readBooks(simulation.watcher, simulation.schema);
  const defects = [...hubs, ...devices].flatMap((one) => one.defects);
  const failures = [
    ...defects.map((error) => `an error that nobody expected: ${describe(error)}`),
    ...ledger.faults,
    ...historyFaults(books),
    ...receiptFaults(books, ledger),
    ...effectFaults(books, ledger),
    ...counterFaults(books, ledger),
    ...feedFaults(books),
    ...conflictScopeFaults(books),
  ];
  for (const device of devices) {
    const { scopes } = await hub.actor(device.person.id);
    const state = { name: `device ${device.number}`, scopes, records: await device.records() };
    failures.push(...deviceFaults(books, state));
  }
  return failures;
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
