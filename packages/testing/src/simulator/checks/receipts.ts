import { isDeepStrictEqual } from "node:util";
import type { Group } from "@healthops/protocol/wire/push";
import type { HubBooks } from "../books/hub-books.ts";
import type { Ledger } from "../books/ledger.ts";
import type { TakenGroups } from "./taken-groups.ts";
import { takenGroups } from "./taken-groups.ts";
import { contentKey } from "../books/ledger.ts";

/** Every group that was pushed has exactly one receipt, the one that was answered [PSH1]. */
export function receiptFaults(books: HubBooks, ledger: Ledger): string[] {
  const faults: string[] = [];
  for (const [replicaId, receipts] of books.receipts) {
    const last = books.lastSeq.get(replicaId) ?? 0;
    const dense = receipts.length === last && receipts.every(({ seq }, index) => seq === index + 1);
    if (!dense) faults.push(`[PSH1] receipts of ${replicaId} are not those of 1 to ${last}`);
  }
  const taken = takenGroups(books, ledger);
  for (const { replicaId, group, receipt } of taken.stray) {
    if (receipt === null) continue;
    faults.push(
      `[PSH4] group ${group.seq} of ${replicaId} was answered, and the hub has another one`,
    );
  }
  for (const { replicaId, group, receipt } of [...taken.decided, ...taken.again]) {
    const stored = books.receipts.get(replicaId)?.find(({ seq }) => seq === group.seq);
    const name = `group ${group.seq} of ${replicaId}`;
    if (stored === undefined) faults.push(`[PSH1] ${name} has no receipt`);
    else if (receipt !== null && !isDeepStrictEqual(receipt, stored)) {
      faults.push(`[PSH1] ${name} was answered with another receipt than the stored one`);
    } else if (stored.mutations.length !== group.mutations.length) {
      faults.push(
        `[PSH2] ${name} has ${group.mutations.length} mutations and another number of answers`,
      );
    } else if (
      stored.mutations.some((one) => (one.status === "rejected") !== (stored.status === "rejected"))
    ) {
      faults.push(`[PSH2] ${name} stands neither nor falls as a whole`);
    }
  }
  return [...faults, ...acceptedFaults(ledger, taken)];
}

/** What a device took from its person, it pushed, once; unless the person gave it up. */
function acceptedFaults(ledger: Ledger, { decided }: TakenGroups): string[] {
  // A group that fell with another one gets a new number when it is sent again [PSH3].
  const standing = decided.filter(({ receipt }) => receipt?.status !== "rejected");
  const once = count(standing.map(keyOf));
  const pushed = count(decided.map(keyOf));
  const accepted = count(ledger.accepted.map(({ key }) => key));
  const discarded = count([...ledger.discarded, ...ledger.gone]);
  const faults: string[] = [];
  for (const [key, wanted] of accepted) {
    const found = (pushed.get(key) ?? 0) + (discarded.get(key) ?? 0);
    if (found < wanted)
      faults.push(`[PSH3] a change that a device had taken never reached the hub: ${key}`);
  }
  for (const [key, found] of once) {
    if (found > (accepted.get(key) ?? 0))
      faults.push(`[PSH1] a change was pushed more often than it was made: ${key}`);
  }
  return faults;
}

function keyOf({ group }: { readonly group: Group }): string {
  return contentKey(group.mutations);
}

function count(keys: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}
