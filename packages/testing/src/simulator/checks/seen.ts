import { sameValue } from "@healthops/protocol/merge/same-value";
import type { StoredRecord } from "@healthops/schema/record";
import type { HubChange } from "../hub-books.ts";

/**
 * At any moment, whatever a device shows of the hub is what the hub had at that version: never a mix
 * of two versions, never a value that nobody wrote.
 */
export function seenFaults(
  history: ReadonlyMap<string, readonly HubChange[]>,
  device: string,
  records: ReadonlyMap<string, StoredRecord>,
): string[] {
  const faults: string[] = [];
  for (const [key, { version, content }] of records) {
    const change = history.get(key)?.[version - 1];
    if (change === undefined || change.deleted) {
      faults.push(`${device} shows version ${version} of ${key}, which never was to be seen`);
      continue;
    }
    for (const [field, value] of Object.entries(content)) {
      if (sameValue(change.content[field], value)) continue;
      faults.push(`${device} shows a ${field} of ${key} that version ${version} did not have`);
    }
  }
  return faults;
}
