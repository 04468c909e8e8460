import { newId } from "@healthops/base/ids";
import type { Ports } from "@healthops/base/ports";
import type { Clash } from "@healthops/protocol/merge/merge-input";
import { completeContent } from "@healthops/schema/content";
import { conflicts } from "@healthops/schema/core/conflicts";
import type { JsonValue } from "@healthops/schema/field";
import type { Content } from "@healthops/schema/record";
import { scopesOf } from "@healthops/schema/scope";
import { scopesOfConflict } from "./conflict-scopes.ts";
import type { WorkingRecord } from "./working-set.ts";

/** Who made the change that clashed, and when it was based on which version. */
export interface ClashAuthor {
  readonly personId: string | null;
  readonly baseVersion: number;
}

/**
 * The conflict record [MRG5] for a clash on `record`: a new one, or an open one of the same kind and
 * person extended by further fields, so that a person sees one conflict a record, not one a keystroke.
 */
export function conflictFor(
  record: WorkingRecord,
  clash: Clash,
  author: ClashAuthor,
  open: WorkingRecord | undefined,
  ports: Pick<Ports, "clock" | "random">,
): { id: string; content: Content } {
  const now = new Date(ports.clock.now()).toISOString();
  const scopeKeys = [...scopesOf(record.collection, record.id, record.content)];
  if (open !== undefined) {
    const kept = [...scopesOfConflict(open, scopeKeys)];
    return { id: open.id, content: extended(open.content, clash, now, kept) };
  }
  const content = completeContent(conflicts, {
    collection: record.collection.name,
    recordId: record.id,
    kind: clash.kind,
    status: "open",
    baseVersion: author.baseVersion,
    base: asObject(clash.base),
    mine: asObject(clash.mine),
    theirs: asObject(clash.theirs),
    mineBy: author.personId,
    theirsBy: clash.theirsBy,
    mineAt: now,
    theirsAt: new Date(clash.theirsAt_us / 1000).toISOString(),
    scopeKeys,
  });
  return { id: newId(ports), content };
}

/** Whether an open conflict can take up a further clash of the same person on the same record. */
export function canExtend(open: Content, clash: Clash, personId: string | null): boolean {
  return open["status"] === "open" && open["kind"] === clash.kind && open["mineBy"] === personId;
}

function extended(open: Content, clash: Clash, now: string, scopeKeys: string[]): Content {
  // The oldest base stays the base: it is what both sides started from.
  return {
    ...open,
    base: { ...asObject(clash.base), ...asObject(open["base"]) },
    mine: { ...asObject(open["mine"]), ...asObject(clash.mine) },
    theirs: { ...asObject(open["theirs"]), ...asObject(clash.theirs) },
    mineAt: now,
    scopeKeys,
  };
}

function asObject(value: unknown): Readonly<Record<string, JsonValue>> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, JsonValue>>)
    : {};
}
