import { isDeepStrictEqual } from "node:util";
import type { Group, Mutation, Receipt } from "@healthops/protocol/wire/push";

/** A group as it was pushed, under the number that it keeps. */
export interface PushedGroup {
  readonly replicaId: string;
  readonly personId: string;
  readonly group: Group;
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
}

/**
 * What happened, written down outside of hub and replicas: what people did, what went over the
 * network, what was answered. Compared with the hub's own books at the end.
 */
export class Ledger {
  readonly accepted: AcceptedGroup[] = [];
  readonly hubEdits: HubEdit[] = [];
  readonly pushed = new Map<string, PushedGroup>();
  /** Contradictions that were seen at once. */
  readonly faults: string[] = [];
  /** Groups that a person gave up, by `contentKey`. */
  readonly discarded: string[] = [];

  /** Groups on their way to the hub: a number stands for one content only [PSH1]. */
  send(replicaId: string, personId: string, groups: readonly Group[]): void {
    for (const group of groups) {
      const key = `${replicaId} ${group.seq}`;
      const known = this.pushed.get(key);
      if (known === undefined) {
        this.pushed.set(key, { replicaId, personId, group: structuredClone(group), receipt: null });
      } else if (!isDeepStrictEqual(known.group, group)) {
        this.faults.push(
          `[PSH1] replica ${replicaId} sent another content under number ${group.seq}`,
        );
      }
    }
  }

  /** The hub's answers: a repeated group gets the same receipt again [PSH1]. */
  receive(replicaId: string, receipts: readonly Receipt[]): void {
    for (const receipt of receipts) {
      const known = this.pushed.get(`${replicaId} ${receipt.seq}`);
      if (known === undefined) {
        this.faults.push(
          `[PSH1] receipt ${receipt.seq} for ${replicaId}, which never sent such a group`,
        );
      } else if (known.receipt === null) {
        known.receipt = structuredClone(receipt);
      } else if (!isDeepStrictEqual(known.receipt, receipt)) {
        this.faults.push(`[PSH1] group ${receipt.seq} of ${replicaId} got two different receipts`);
      }
    }
  }
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
