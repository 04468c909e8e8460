import { Problem } from "@healthops/base/problem";
import { isWithoutVersions, olderGroupHash } from "./group-hash.ts";
import type { ReplicaState } from "./replica-state.ts";
import type { Submission } from "./submission.ts";

export interface Stray {
  readonly seq: number;
  /** Already the group before it is another one than the replica's. */
  readonly past: boolean;
}

/**
 * The first group whose number does not stand for what the hub has under it [PSH4], or null: another
 * database goes on under the same id, because a device was copied or put back to an older state. To be
 * asked at the group's turn, because the batch itself may have used its number meanwhile.
 */
export function strayGroup(
  { groups, replica }: Submission,
  hashes: readonly string[],
  state: ReplicaState,
): Stray | null {
  const previous = replica?.previous;
  for (const [index, group] of groups.entries()) {
    const { seq } = group;
    if (index === 0 && previous !== undefined && contradicts(hashBefore(seq, state), previous)) {
      return { seq, past: true };
    }
    if (seq > state.lastSeq) return null;
    const known = state.known.get(seq);
    // A number that was used and has no receipt is nobody's to use again.
    if (known === undefined || known.contradicted === true) return { seq, past: false };
    if (isOther(known.hash, hashes[index] ?? "") && isOther(known.hash, olderGroupHash(group))) {
      return { seq, past: false };
    }
  }
  return null;
}

/** What is not known any more contradicts nothing. */
function isOther(known: string | null | undefined, given: string): boolean {
  return known !== null && known !== undefined && known !== given;
}

/** A repeated group is answered with today's hash, also where an older one is stored of it. */
function contradicts(known: string | null, given: string): boolean {
  if (known === null || known === given) return false;
  return isWithoutVersions(known) || !isWithoutVersions(given);
}

function hashBefore(seq: number, { lastSeq, lastHash, known }: ReplicaState): string | null {
  return seq === lastSeq + 1 ? lastHash : (known.get(seq - 1)?.hash ?? null);
}

/** Never answered as delivered: the device keeps its work and goes on under an id of its own. */
export function deviceCopied({ id, lastSeq }: ReplicaState, { seq, past }: Stray): Problem {
  return new Problem({
    code: "device_copied",
    status: 409,
    message: `This device's data is a copy, or was put back to an older state: another device has sent other changes as number ${seq}. Nothing is lost; update the app if it does not go on by itself as a device of its own.`,
    extra: { replicaId: id, seq, lastSeq, past },
  });
}
