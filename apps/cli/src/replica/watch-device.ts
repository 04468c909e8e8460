import { stopRequest } from "@healthops/app-hub/run/stop-request";
import { collectionNamed } from "@healthops/schema/schema";
import { titleOf } from "@healthops/schema/title";
import { EXIT } from "../exit-status.ts";
import { note } from "../output/print.ts";
import { recordJson } from "../output/record-text.ts";
import type { Device, DeviceOptions } from "./open-device.ts";
import { withDevice } from "./open-device.ts";
import type { Seen, SeenChange } from "./seen-records.ts";
import { changesBetween, readSeen } from "./seen-records.ts";
import { shortId } from "./record-id.ts";

/** `replica watch`: keeps in sync and prints each change as it arrives, until Ctrl-C. */
export async function watchCommand(
  name: string | undefined,
  options: DeviceOptions,
): Promise<void> {
  const stop = stopRequest(() => process.exit(EXIT.interrupted));
  await withDevice(options, async (device) => {
    const { replica } = device;
    if (name !== undefined) collectionNamed(replica.schema, name);
    const names = name === undefined ? [...replica.schema.collections.keys()] : [name];
    const ends = names.map((one) => watchCollection(device, one, options.json));
    ends.push(watchConnection(device));
    if (!options.offline) replica.start();
    note(`Watching ${name ?? "everything"}. Ctrl-C ends it.`);
    await stop.requested;
    for (const end of ends) end();
  }).finally(() => stop.dispose());
}

function watchCollection(device: Device, name: string, json: boolean): () => void {
  let before: Seen | null = null;
  return device.replica.watchTables([name, "_outbox_groups"], () => readSeen(device, name), {
    next(now) {
      const changes = before === null ? [] : changesBetween(before, now);
      before = now;
      for (const change of changes) void tell(device, name, change, json).catch(failed);
    },
    failed,
  });
}

async function tell(
  { replica }: Device,
  name: string,
  { event, id, state }: SeenChange,
  json: boolean,
): Promise<void> {
  const record = event === "removed" ? null : await replica.get(name, id);
  if (json) {
    const line = { event, collection: name, id, state, record: record && recordJson(record) };
    process.stdout.write(`${JSON.stringify(line)}\n`);
    return;
  }
  const collection = collectionNamed(replica.schema, name);
  const title = record === null ? "" : (titleOf(collection, record.content) ?? "");
  const time = new Date().toTimeString().slice(0, 8);
  const facts = [time, event.padEnd(7), name, shortId(id), title, state === "" ? "" : `(${state})`];
  process.stdout.write(`${facts.filter((fact) => fact !== "").join("  ")}\n`);
}

/** Says on standard error when the hub comes and goes. */
function watchConnection({ replica }: Device): () => void {
  let last = "";
  return replica.watchStatus({
    next({ live, lastError }) {
      const text =
        live === "connected" ? "Connected to the hub." : live === "waiting" ? "Offline." : "";
      if (text === "" || text === last) return;
      last = text;
      note(live === "waiting" && lastError !== null ? `${text} ${lastError.message}` : text);
    },
    failed,
  });
}

function failed(error: unknown): void {
  note(`Cannot read the changes: ${error instanceof Error ? error.message : String(error)}`);
}
