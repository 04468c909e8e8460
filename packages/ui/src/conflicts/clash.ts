import type { Collection } from "@healthops/schema/collection";
import type { FieldValue } from "@healthops/schema/field";
import type { ClashValues } from "@healthops/schema/core/conflicts";
import type { Content, StoredRecord } from "@healthops/schema/record";

export type Side = "mine" | "theirs";

/** A conflict record as the screen reads it. */
export interface ClashView {
  readonly id: string;
  readonly collection: string;
  readonly recordId: string;
  readonly kind: "fields" | "edit_of_deleted" | "delete_of_edited";
  readonly open: boolean;
  readonly base: ClashValues;
  readonly mine: ClashValues;
  readonly theirs: ClashValues;
  readonly mineBy: string | null;
  readonly theirsBy: string | null;
  readonly mineAt: string;
  readonly theirsAt: string;
  readonly outcome: Readonly<Record<string, string>>;
  /** Names of the fields that clash, as the collection declares them. */
  readonly fields: readonly string[];
}

/** Reads a conflict record; `about` is the collection of the record that it is about, if known here. */
export function clashViewOf(
  { id, content }: StoredRecord,
  about: Collection | undefined,
): ClashView {
  const mine = valuesOf(content["mine"]);
  const theirs = valuesOf(content["theirs"]);
  const clashing = new Set([...Object.keys(mine), ...Object.keys(theirs)]);
  const declared = Object.keys(about?.fields ?? {}).filter((name) => clashing.has(name));
  return {
    id,
    collection: String(content["collection"]),
    recordId: String(content["recordId"]),
    kind: content["kind"] as ClashView["kind"],
    open: content["status"] === "open",
    base: valuesOf(content["base"]),
    mine,
    theirs,
    mineBy: textOf(content["mineBy"]),
    theirsBy: textOf(content["theirsBy"]),
    mineAt: String(content["mineAt"]),
    theirsAt: String(content["theirsAt"]),
    outcome: Object.fromEntries(
      Object.entries(valuesOf(content["outcome"])).map(([field, side]) => [field, String(side)]),
    ),
    fields: [...new Set([...declared, ...clashing])],
  };
}

/** What names the record: its own title, or what the clash knows of it; worded by `titleFor`. */
export function clashTitle(
  clash: ClashView,
  about: Collection | undefined,
  record: StoredRecord | null,
  titleFor: (collection: Collection, content: Content) => string | null,
): string | null {
  if (about === undefined) return null;
  return titleFor(about, { ...clash.base, ...clash.theirs, ...record?.content });
}

function valuesOf(value: FieldValue | undefined): ClashValues {
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  return isObject ? (value as ClashValues) : {};
}

function textOf(value: FieldValue | undefined): string | null {
  return typeof value === "string" ? value : null;
}
