import { applyPatch } from "@healthops/protocol/merge/patch";
import type { Signature } from "@healthops/protocol/merge/stamps";
import { withStamps } from "@healthops/protocol/merge/stamps";
import type { Collection } from "@healthops/schema/collection";
import { completeContent } from "@healthops/schema/content";
import type { Operation } from "@healthops/schema/permission";
import type { Content, StoredRecord } from "@healthops/schema/record";

/** A local change, as far as it shows in the record. */
export interface Patch {
  readonly op: Operation;
  readonly fields: Readonly<Record<string, unknown>>;
  /** Who made it on this device, and when: shown as who did a step until the hub has said so [PSH8]. */
  readonly signature: Signature | null;
}

/**
 * What the person sees: the hub's record with their own changes on top, in order [PUL3]. Null when
 * there is nothing to see: the record is deleted, here or at the hub, or was never created.
 *
 * An edit of a record that the hub has deleted shows nothing: the hub will open a conflict for it
 * [MRG4]. A restore shows the content again where this device still has it.
 */
export function replay(
  collection: Collection,
  id: string,
  base: StoredRecord | null,
  patches: readonly Patch[],
): StoredRecord | null {
  let content: Content | null = base?.content ?? null;
  let remembered: Content | null = content;
  for (const { op, fields, signature } of patches) {
    const before = content;
    switch (op) {
      case "create":
        content =
          content === null
            ? completeContent(collection, fields as Content)
            : applyPatch(collection, content, fields);
        break;
      case "update":
        content = content === null ? null : applyPatch(collection, content, fields);
        break;
      case "delete":
        content = null;
        break;
      case "restore":
        content ??= remembered;
        break;
    }
    if (signature !== null && content !== null) {
      content = withStamps(collection, before, content, signature);
    }
    remembered = content ?? remembered;
  }
  if (content === null) return null;
  return {
    id,
    version: base?.version ?? 0,
    createdAt_us: base?.createdAt_us ?? 0,
    updatedAt_us: base?.updatedAt_us ?? 0,
    content,
  };
}
