import { sameValue } from "@healthops/protocol/merge/same-value";
import type { StoredRecord } from "@healthops/schema/record";
import type { History } from "../books/hub-books.ts";

/**
 * At any moment, whatever a device shows of the hub is what the hub had at that version: never a mix
 * of two versions, never a value that nobody wrote. Of a hub that went back in time a device may still
 * show what it had before: one of its histories has it.
 */
export function seenFaults(
  histories: readonly History[],
  device: string,
  records: ReadonlyMap<string, StoredRecord>,
): string[] {
  const faults: string[] = [];
  for (const [key, record] of records) {
    const [fault, ...others] = histories.map((history) => faultOf(history, device, key, record));
    if (fault === null || fault === undefined || others.includes(null)) continue;
    faults.push(fault);
  }
  return faults;
}

function faultOf(
  history: History,
  device: string,
  key: string,
  { version, content }: StoredRecord,
): string | null {
  const change = history.get(key)?.[version - 1];
  if (change === undefined || change.deleted) {
    return `${device} shows version ${version} of ${key}, which never was to be seen`;
  }
  const other = Object.entries(content).find(
    ([field, value]) => !sameValue(change.content[field], value),
  );
  if (other === undefined) return null;
  return `${device} shows a ${other[0]} of ${key} that version ${version} did not have`;
}
