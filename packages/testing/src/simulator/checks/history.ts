import { sameValue } from "@healthops/protocol/merge/same-value";
import { withDerived } from "@healthops/schema/content";
import type { HubBooks, HubChange, HubRecord } from "../books/hub-books.ts";

/** The history of every record leads, step by step and without a gap, to the record [REC2]. */
export function historyFaults(books: HubBooks): string[] {
  const faults: string[] = [];
  for (const [key, record] of books.records) {
    const changes = books.history.get(key) ?? [];
    faults.push(...stepFaults(key, changes), ...endFaults(key, changes.at(-1), record));
  }
  for (const key of books.history.keys()) {
    if (!books.records.has(key)) faults.push(`[REC2] ${key} has a history but no record`);
  }
  return faults;
}

function stepFaults(key: string, changes: readonly HubChange[]): string[] {
  return changes.flatMap((change, index) => {
    const faults: string[] = [];
    if (change.version !== index + 1)
      faults.push(`[REC2] ${key} lacks version ${index + 1} in its history`);
    const previous = changes[index - 1];
    for (const [field, value] of Object.entries(change.before)) {
      if (sameValue(previous?.content[field], value)) continue;
      faults.push(`${key} version ${change.version} says that ${field} was something else before`);
    }
    return faults;
  });
}

function endFaults(key: string, last: HubChange | undefined, record: HubRecord): string[] {
  if (last === undefined) return [`${key} has no history`];
  const faults: string[] = [];
  if (last.version !== record.version)
    faults.push(`[REC2] ${key} has another version than its history`);
  if (last.deleted !== record.deleted) faults.push(`${key} is deleted against its history`);
  for (const [field, value] of Object.entries(record.content)) {
    if (!sameValue(last.content[field], value))
      faults.push(`${key}.${field} is not what its history leads to`);
  }
  const derived = withDerived(record.collection, record.content);
  for (const [field, value] of Object.entries(derived)) {
    if (!sameValue(record.content[field], value))
      faults.push(`${key}.${field} does not follow from the record`);
  }
  return faults;
}
