import type { PendingChange } from "@healthops/replica/outbox/pending-groups";
import type { Collection } from "@healthops/schema/collection";
import { mayChange } from "@healthops/schema/permission";
import type { Actor } from "@healthops/schema/person";
import type { StoredRecord } from "@healthops/schema/record";

/** Why a form would lead nowhere; null: the refused change can be put right in one. */
export type NotCorrectable = "together" | "gone" | "notYours" | "whole" | "unknown" | null;

/**
 * Whether a form is a way out of a refusal. `record` is the record as it shows on this device, null
 * where it is not there.
 */
export function whyNotCorrectable(
  changes: readonly PendingChange[],
  about: Collection | undefined,
  record: StoredRecord | null,
  actor: Actor,
): NotCorrectable {
  const [change, ...others] = changes;
  if (change === undefined || others.length > 0) return "together";
  if (about === undefined) return "unknown";
  if (change.op === "delete" || change.op === "restore") return "whole";
  if (change.op === "create") return null;
  if (record === null) return "gone";
  return mayChange(actor, { collection: about, id: record.id, content: record.content })
    ? null
    : "notYours";
}
