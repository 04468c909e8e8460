import { groupHash } from "@healthops/hub/engine/group-hash";
import type { HubBooks } from "../books/hub-books.ts";
import type { Ledger, PushedGroup } from "../books/ledger.ts";

/** What of all that was pushed the hub has taken under its number, and how. */
export interface TakenGroups {
  /** Decided by the hub. */
  readonly decided: readonly PushedGroup[];
  /** Answered with what another id of the device had brought before [PSH4]. */
  readonly again: readonly PushedGroup[];
  /** Under whose number the hub has another group: two databases went on under one id. */
  readonly stray: readonly PushedGroup[];
}

export function takenGroups(books: HubBooks, ledger: Ledger): TakenGroups {
  const decided: PushedGroup[] = [];
  const again: PushedGroup[] = [];
  const stray: PushedGroup[] = [];
  for (const pushed of ledger.pushed.values()) {
    const { replicaId, group } = pushed;
    const known = books.groups.get(replicaId)?.[group.seq - 1];
    if (known === undefined || known.hash !== groupHash(group)) stray.push(pushed);
    else (known.again ? again : decided).push(pushed);
  }
  return { decided, again, stray };
}

/** Versions that a replica's own work has made under another id, as `<replica> <collection> <id> <version>`. */
export function versionsDoneElsewhere(books: HubBooks, ledger: Ledger): ReadonlySet<string> {
  const versions = new Set<string>();
  for (const { replicaId, group } of takenGroups(books, ledger).again) {
    const receipt = books.receipts.get(replicaId)?.[group.seq - 1];
    for (const [index, { collection, id }] of group.mutations.entries()) {
      const answer = receipt?.mutations[index];
      if (answer === undefined || answer.status === "rejected") continue;
      versions.add(`${replicaId} ${collection} ${id} ${answer.version}`);
    }
  }
  return versions;
}
