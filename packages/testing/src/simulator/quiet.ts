import { discard } from "./person-acts.ts";
import type { Simulation } from "./simulation.ts";

/**
 * Lets a simulation come to rest: nothing breaks any more, everything arrives, people discard what
 * the hub refused, and every device syncs until nothing is left to do. Answers what did not work.
 */
export async function comeToRest(simulation: Simulation): Promise<string[]> {
  const { devices, hubs } = simulation;
  const faults: string[] = [];
  simulation.calm = true;
  for (const hub of hubs) await hub.repair();
  for (const device of devices) {
    device.database.surviveFromNow();
    await device.revive();
  }
  await simulation.deliverAll();
  // Once to push everything, once to pull it everywhere; refusals are seen and settled in between.
  for (let round = 1; round <= 3; round += 1) {
    for (const device of devices) {
      faults.push(...(await syncWhole(simulation, device.number)));
      for (const { group } of await device.replica.rejected()) {
        await device.act((replica) => discard(replica, group, true, simulation.ledger));
      }
    }
  }
  for (const device of devices) {
    const left = await device.replica.pending(["waiting", "sent", "acked", "rejected", "held"]);
    const states = left.map(({ state }) => state);
    if (states.length > 0)
      faults.push(`device ${device.number} still has changes: ${states.join(", ")}`);
  }
  return faults;
}

async function syncWhole(simulation: Simulation, number: number): Promise<string[]> {
  const device = simulation.devices[number];
  if (device === undefined) return [];
  const failures: string[] = [];
  const sync = device.replica.sync().catch((error: unknown) => {
    failures.push(`device ${number} cannot sync: ${String(error)}`);
  });
  const state = { over: false };
  void sync.finally(() => (state.over = true));
  for (let turn = 0; !state.over && turn < 10_000; turn += 1) {
    await new Promise<void>((resolve) => setImmediate(resolve));
    if (simulation.network.onTheWay > 0) await simulation.network.deliver(0, "arrives");
  }
  if (!state.over) failures.push(`device ${number} does not come to an end of its sync`);
  return failures;
}
