import { isDeepStrictEqual } from "node:util";
import { groupHash } from "@healthops/hub/engine/group-hash";
import type { History } from "./hub-books.ts";
import type { Group, Mutation, Receipt } from "@healthops/protocol/wire/push";

/** A group as it was pushed, under the number that it keeps. */
export interface PushedGroup {
  readonly replicaId: string;
  readonly personId: string;
  group: Group;
  receipt: Receipt | null;
}

/** A change through the hub's API. */
export interface HubEdit {
  readonly mutation: Mutation;
  /** Null when nobody heard what became of it: it may or may not have been done, but never twice. */
  readonly receipt: Receipt | null;
}

/** A change that a device took from its person. */
export interface AcceptedGroup {
  readonly replicaId: string;
  /** What a push of it must carry, see `contentKey`. */
  readonly key: string;
  /** The person saw the hub as it was before it went back in time for the so-manieth time. */
  readonly era: number;
}

/**
 * What happened, written down outside of hub and replicas: what people did, what went over the
 * network, what was answered. Compared with the hub's own books at the end.
 */
export class Ledger {
  readonly accepted: AcceptedGroup[] = [];
  hubEdits: HubEdit[] = [];
  readonly pushed = new Map<string, PushedGroup>();
  /** Contradictions that were seen at once. */
  readonly faults: string[] = [];
  /** Groups that a person gave up, by `contentKey`. */
  readonly discarded: string[] = [];
  /** Groups that went with a database in whose place an older one was put, by `contentKey`. */
  readonly gone: string[] = [];
  /** Groups that were delivered, and went with the database of the device that could send them again. */
  readonly onlyAtHub: string[] = [];
  /** What the hub's history was each time before it went back. */
  readonly pasts: History[] = [];
  /** How often the hub went back in time. */
  era = 0;
  /** By `<collection> <id>`: the version up to which the record is as it was when the hub last went back. */
  common: ReadonlyMap<string, number> = new Map();
  /** In which era the hub gave a mark. */
  readonly #eras = new Map<string, number>();

  /**
   * Groups on their way to the hub. A number stands for one content only [PSH1], unless two databases
   * go on under one id [PSH4]: then the hub takes one of them, and `receive` sees which.
   */
  send(replicaId: string, personId: string, groups: readonly Group[]): void {
    for (const group of groups) {
      const key = placeOf(replicaId, group);
      if (this.pushed.has(key)) continue;
      this.pushed.set(key, { replicaId, personId, group: structuredClone(group), receipt: null });
    }
  }

  /** The hub tells a device where it stands. */
  told(mark: string | null): void {
    if (mark !== null && !this.#eras.has(mark)) this.#eras.set(mark, this.era);
  }

  eraOf(mark: string | null): number {
    return mark === null ? this.era : (this.#eras.get(mark) ?? this.era);
  }

  /**
   * The hub went back to a copy that has these groups (see `placeOf`), so many of its own edits, and these
   * versions. Answers to what it lost are void: a device sends it again, under whatever number.
   */
  goBack(
    has: (replicaId: string, seq: number, hash: string) => boolean,
    hubEdits: number,
    common: ReadonlyMap<string, number>,
  ): void {
    this.era += 1;
    this.common = common;
    this.hubEdits = this.hubEdits.slice(0, hubEdits);
    for (const pushed of this.pushed.values()) {
      const { replicaId, group, receipt } = pushed;
      if (receipt === null || has(replicaId, group.seq, groupHash(group))) continue;
      pushed.receipt = null;
      const key = contentKey(group.mutations);
      // Its person may have decided on it since; whether it is still there, nobody can tell by its number.
      if (receipt.status === "rejected" || this.onlyAtHub.includes(key)) this.gone.push(key);
    }
  }

  /**
   * These were delivered, and no device can send them again. Where the hub went back meanwhile and has
   * them no more, they are gone; else they are at the hub only.
   */
  lostWithDevice(keys: readonly string[]): void {
    const answered = new Set(
      [...this.pushed.values()]
        .filter(({ receipt }) => receipt !== null)
        .map(({ group }) => contentKey(group.mutations)),
    );
    for (const key of keys) (answered.has(key) ? this.onlyAtHub : this.gone).push(key);
  }

  /** The hub's answers to what was sent: a repeated group gets the same receipt again [PSH1]. */
  receive(replicaId: string, groups: readonly Group[], receipts: readonly Receipt[]): void {
    for (const receipt of receipts) {
      const group = groups.find(({ seq }) => seq === receipt.seq);
      const known = group === undefined ? undefined : this.pushed.get(placeOf(replicaId, group));
      if (known === undefined) {
        this.faults.push(
          `[PSH1] receipt ${receipt.seq} for ${replicaId}, which never sent such a group`,
        );
      } else if (known.receipt === null) {
        known.receipt = structuredClone(receipt);
        // What came first counts; a group may come again on other versions.
        if (group !== undefined) known.group = structuredClone(group);
      } else if (!isDeepStrictEqual(known.receipt, receipt)) {
        this.faults.push(`[PSH1] group ${receipt.seq} of ${replicaId} got two different receipts`);
      }
    }
  }
}

/** Names a group by its number and by what it is. */
function placeOf(replicaId: string, group: Group): string {
  return `${replicaId} ${group.seq} ${groupHash(group)}`;
}

/** Identifies the content of a group, whatever versions and numbers it carries. */
export function contentKey(
  changes: readonly { op: string; collection: string; id: string; fields?: object }[],
): string {
  return JSON.stringify(
    changes.map(({ op, collection, id, fields }) => [op, collection, id, sorted(fields ?? {})]),
  );
}

function sorted(fields: object): [string, unknown][] {
  return Object.entries(fields).toSorted(([one], [other]) => (one < other ? -1 : 1));
}
