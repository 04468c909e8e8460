import { Problem } from "@healthops/base/problem";
import type { FieldFault } from "@healthops/base/problem";
import { withoutClaims } from "@healthops/protocol/merge/claims";
import { applyPatch } from "@healthops/protocol/merge/patch";
import { withStamps } from "@healthops/protocol/merge/stamps";
import type { Collection } from "@healthops/schema/collection";
import { completeContent } from "@healthops/schema/content";
import type { GuardedRecord, Operation } from "@healthops/schema/permission";
import { aboutRefusal, refusal } from "@healthops/schema/permission";
import type { Actor } from "@healthops/schema/person";
import type { Content } from "@healthops/schema/record";
import { validatorFor } from "@healthops/schema/validate";
import { hasNaturalKey } from "@healthops/schema/natural-key";
import { keyTaken, naturalIdRefusal } from "@healthops/schema/natural-key-problems";

/** One change, put to the rules that the hub will apply too. */
export interface Attempt {
  readonly collection: Collection;
  readonly actor: Actor;
  readonly op: Operation;
  readonly id: string;
  readonly fields: Readonly<Record<string, unknown>>;
  /** What the person sees now; null when there is no such record here. */
  readonly before: Content | null;
  /** Content to bring back, for a restore of a record whose deletion is still on this device. */
  readonly remembered: Content | null;
  /** The same group restores the record, whose content only the hub has. */
  readonly restoredBlindly: boolean;
  /** When, by this device's clock: what it signs with until the hub has. */
  readonly deviceTime_ms: number;
  /**
   * The record that this one is about; undefined where its kind is about none, or where it is not on
   * this device, so that only the hub can say.
   */
  readonly about?: GuardedRecord;
}

/**
 * The content after the change, null when nothing is to be seen. Throws what the hub would refuse:
 * `invalid_record` with its faults, `set_by_hub`, `not_permitted`, `other_site`, `unknown_record`, `id_taken`,
 * `natural_id`, `key_taken`.
 */
export function contentAfter(attempt: Attempt): Content | null {
  const { collection, op, before } = attempt;
  const { fields, refusal } = withoutClaims({ ...attempt, personId: attempt.actor.personId });
  if (refusal !== null) throw refusal;
  switch (op) {
    case "create": {
      if (before !== null) throw idTaken(attempt);
      demand(attempt, validatorFor(collection).create(fields));
      const content = signed(attempt, null, completeContent(collection, fields as Content));
      // What was left to a record that it follows is in it by now, or missing.
      if (collection.follows !== null) demand(attempt, validatorFor(collection).content(content));
      const refused = naturalIdRefusal(collection, attempt.id, content);
      if (refused !== null) throw refused;
      return allowed(attempt, null, content);
    }
    case "update": {
      if (before === null && !attempt.restoredBlindly) throw unknownRecord(attempt);
      demand(attempt, validatorFor(collection).patch(fields));
      if (before === null) return null;
      const content = signed(attempt, before, applyPatch(collection, before, fields));
      demand(attempt, validatorFor(collection).content(content));
      return allowed(attempt, before, content);
    }
    case "delete":
      if (before === null) throw unknownRecord(attempt);
      allowed(attempt, before, before);
      return null;
    case "restore": {
      if (before !== null) return before;
      // Only the hub knows the content of a record that was deleted elsewhere; it also decides.
      if (attempt.remembered === null) return null;
      return allowed(attempt, attempt.remembered, attempt.remembered);
    }
  }
}

function signed(attempt: Attempt, before: Content | null, after: Content): Content {
  const { collection, actor, deviceTime_ms } = attempt;
  const at = new Date(deviceTime_ms).toISOString();
  return withStamps(collection, before, after, { personId: actor.personId, at });
}

function allowed(attempt: Attempt, before: Content | null, after: Content): Content {
  const { collection, actor, op, id, about } = attempt;
  const refused =
    refusal(collection, actor, op, id, before, after) ??
    (about === undefined ? null : aboutRefusal(collection, actor, id, about));
  if (refused !== null) throw refused;
  return after;
}

function demand(attempt: Attempt, faults: readonly FieldFault[]): void {
  const [first] = faults;
  if (first === undefined) return;
  throw new Problem({
    code: "invalid_record",
    status: 422,
    message: `${first.field} ${first.message} (${attempt.collection.name} ${attempt.id})`,
    faults,
  });
}

function unknownRecord({ collection, id }: Attempt): Problem {
  return new Problem({
    code: "unknown_record",
    status: 404,
    message: `There is no record ${id} in ${collection.name} on this device. Sync, or check the id.`,
  });
}

function idTaken({ collection, id, before }: Attempt): Problem {
  if (before !== null && hasNaturalKey(collection)) return keyTaken(collection, before, { id });
  return new Problem({
    code: "id_taken",
    status: 409,
    message: `${collection.name} already has a record ${id} on this device. Edit it instead.`,
  });
}
