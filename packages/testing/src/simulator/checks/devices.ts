import { sameValue } from "@healthops/protocol/merge/same-value";
import { scopesOf } from "@healthops/schema/scope";
import type { StoredRecord } from "@healthops/schema/record";
import type { HubBooks } from "../books/hub-books.ts";

/** What one device holds at the end. */
export interface DeviceState {
  readonly name: string;
  /** The scopes that its person holds by the hub's word. */
  readonly scopes: ReadonlySet<string>;
  /** By `<collection> <id>`. */
  readonly records: ReadonlyMap<string, StoredRecord>;
}

/** A device at rest holds exactly what its person may see, as the hub has it: no more, no less. */
export function deviceFaults(books: HubBooks, device: DeviceState): string[] {
  const faults: string[] = [];
  const expected = new Set<string>();
  for (const [key, record] of books.records) {
    const seen = scopesOf(record.collection, record.id, record.content).some((scope) =>
      device.scopes.has(scope),
    );
    if (!seen || record.deleted) continue;
    expected.add(key);
    const held = device.records.get(key);
    if (held === undefined) faults.push(`${device.name} lacks ${key}`);
    else if (held.version !== record.version) {
      faults.push(
        `${device.name} has version ${held.version} of ${key}, the hub ${record.version}`,
      );
    } else {
      for (const [field, value] of Object.entries(record.content)) {
        if (!sameValue(held.content[field], value))
          faults.push(`${device.name} has another ${field} of ${key}`);
      }
    }
  }
  for (const key of device.records.keys()) {
    if (expected.has(key)) continue;
    const deleted = books.records.get(key)?.deleted === true;
    faults.push(
      `[PUL4] ${device.name} holds ${key}, which ${deleted ? "is deleted" : "its person may not see"}`,
    );
  }
  return faults;
}
