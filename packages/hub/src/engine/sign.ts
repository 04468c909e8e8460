import type { Problem } from "@healthops/base/problem";
import type { Clock } from "@healthops/base/ports";
import { withoutClaims } from "@healthops/protocol/merge/claims";
import { differing } from "@healthops/protocol/merge/edit";
import { hasStamps, withStamps } from "@healthops/protocol/merge/stamps";
import type { Mutation } from "@healthops/protocol/wire/push";
import type { Collection } from "@healthops/schema/collection";
import type { Acceptance, Author } from "./accept-change.ts";
import { personOf } from "./accept-change.ts";
import type { Subject } from "./checks.ts";
import type { WorkingRecord } from "./working-set.ts";

interface UnclaimedMutation {
  readonly mutation: Mutation;
  /** `set_by_hub`, for those who may change the record at all. */
  readonly refusal: Problem | null;
}

/** The mutation without what only the hub says [PSH8]; throws Problem `set_by_hub` when it says nothing else. */
export function unclaimed(
  { actor, ofHub }: Author,
  collection: Collection,
  record: WorkingRecord | undefined,
  mutation: Mutation,
): UnclaimedMutation {
  if (ofHub) return { mutation, refusal: null };
  const before = record?.content ?? null;
  const { id, fields: sent } = mutation;
  const claim = { collection, personId: actor.personId, id, fields: sent, before };
  const { fields, refusal } = withoutClaims(claim);
  return { mutation: fields === sent ? mutation : { ...mutation, fields: { ...fields } }, refusal };
}

/** The decided content with who did what, and when by the hub's clock [PSH8]. */
export function signed(
  author: Author,
  clock: Clock,
  { collection, record, mutation }: Subject,
  { content, changed, deleted }: Pick<Acceptance, "content" | "changed" | "deleted">,
): Pick<Acceptance, "content" | "changed"> {
  if (deleted || !hasStamps(collection)) return { content, changed };
  const before = record === undefined || record.deleted ? null : record.content;
  const signature = {
    personId: personOf(author),
    at: new Date(clock.now()).toISOString(),
  };
  const stamped = withStamps(
    collection,
    before,
    content,
    signature,
    author.ofHub ? mutation.fields : {},
  );
  const all = new Set([...changed, ...differing(record?.content ?? {}, stamped)]);
  return { content: stamped, changed: [...all] };
}
