import type { StoredRecord } from "@healthops/schema/record";
import type { Entry } from "./records.ts";
import { entryOf } from "./records.ts";

type Records = ReadonlyMap<string, StoredRecord>;
type Groups = ReadonlyMap<string, readonly Entry[]>;

/**
 * Entries by employee. Only those are gathered again of whom an entry came, changed or went; everybody
 * else keeps the very list, which is how the rows know that they need not be computed again.
 */
export class EntryGroups {
  #records: Records = new Map();
  #groups: Groups = new Map();

  next(records: Records): Groups {
    const touched = this.#touchedIn(records);
    if (touched.size > 0) this.#groups = this.#regrouped(records, touched);
    this.#records = records;
    return this.#groups;
  }

  #touchedIn(records: Records): ReadonlySet<string> {
    const touched = new Set<string>();
    let known = 0;
    for (const [id, record] of records) {
      const before = this.#records.get(id);
      if (before !== undefined) known += 1;
      if (before !== record) touched.add(employeeIdOf(record));
    }
    if (known < this.#records.size) {
      for (const [id, record] of this.#records) {
        if (!records.has(id)) touched.add(employeeIdOf(record));
      }
    }
    return touched;
  }

  #regrouped(records: Records, touched: ReadonlySet<string>): Groups {
    const own = new Map<string, Entry[]>();
    for (const record of records.values()) {
      const employeeId = employeeIdOf(record);
      if (!touched.has(employeeId)) continue;
      const list = own.get(employeeId);
      if (list === undefined) own.set(employeeId, [entryOf(record)]);
      else list.push(entryOf(record));
    }
    const groups = new Map<string, readonly Entry[]>(this.#groups);
    for (const employeeId of touched) {
      const list = own.get(employeeId);
      if (list === undefined) groups.delete(employeeId);
      else groups.set(employeeId, list);
    }
    return groups;
  }
}

/** Straight from the record: to make or look up 15,000 entries for one that changed takes many times as long. */
function employeeIdOf({ content }: StoredRecord): string {
  return String(content["employeeId"]);
}
