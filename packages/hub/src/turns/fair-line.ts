/** Whose turn something is: one of a group, such as an address of a network block. */
export interface Asker {
  readonly group: string;
  readonly member: string;
}

/**
 * A line that groups leave in turn, and within a group its members: however many one of them puts in, each
 * other waits for one of theirs only.
 */
export class FairLine<T> {
  /** Whose turn comes first stands first; nobody is kept without anything in the line. */
  readonly #groups = new Map<string, Map<string, T[]>>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add({ group, member }: Asker, item: T): void {
    const members = this.#groups.get(group) ?? new Map<string, T[]>();
    this.#groups.set(group, members);
    const items = members.get(member) ?? [];
    members.set(member, items);
    items.push(item);
    this.#size++;
  }

  /** Takes out whose turn it is. */
  take(): T | undefined {
    for (const [group, members] of this.#groups) {
      for (const [member, items] of members) {
        const [item] = items;
        if (item === undefined) continue;
        this.delete({ group, member }, item);
        toTheEnd(members, member);
        toTheEnd(this.#groups, group);
        return item;
      }
    }
    return undefined;
  }

  /** Takes out what came last of whoever has most in the line; of equals it is the one whose turn is last. */
  takeOfMost(): T | undefined {
    const group = most(this.#groups, (members) => sum(members.values()));
    const members = group === undefined ? undefined : this.#groups.get(group);
    if (group === undefined || members === undefined) return undefined;
    const member = most(members, ({ length }) => length) ?? "";
    const item = members.get(member)?.at(-1);
    if (item !== undefined) this.delete({ group, member }, item);
    return item;
  }

  delete({ group, member }: Asker, item: T): void {
    const members = this.#groups.get(group);
    const items = members?.get(member);
    const place = items?.lastIndexOf(item) ?? -1;
    if (members === undefined || items === undefined || place < 0) return;
    items.splice(place, 1);
    this.#size--;
    if (items.length === 0) members.delete(member);
    if (members.size === 0) this.#groups.delete(group);
  }
}

function toTheEnd<V>(map: Map<string, V>, key: string): void {
  const value = map.get(key);
  if (value === undefined) return;
  map.delete(key);
  map.set(key, value);
}

function most<V>(map: ReadonlyMap<string, V>, countOf: (value: V) => number): string | undefined {
  let found: string | undefined;
  let greatest = 0;
  for (const [key, value] of map) {
    const count = countOf(value);
    if (count < greatest) continue;
    greatest = count;
    found = key;
  }
  return found;
}

function sum(lists: Iterable<readonly unknown[]>): number {
  let count = 0;
  for (const { length } of lists) count += length;
  return count;
}
