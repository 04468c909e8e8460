import { collection } from "../collection.ts";
import type { FieldValue } from "../field.ts";
import { choice, instant, integer, json, reference, set, text } from "../fields.ts";

/** Values of the fields that clash, by field name. */
export type ClashValues = Readonly<Record<string, FieldValue>>;

/**
 * Both sides of a clash, as a record like any other [MRG5]: it syncs, is listed, resolved and
 * audited. The hub opens it and, while it is open, extends it; a person who sees it changes only
 * how it was decided, never the evidence nor who sees it: all the rest is fixed.
 */
export const conflicts = collection({
  name: "conflicts",
  title: { one: { en: "Conflict", tr: "Çakışma" }, many: { en: "Conflicts", tr: "Çakışmalar" } },
  fields: {
    collection: text({
      label: { en: "Kind of record", tr: "Kayıt türü" },
      required: true,
      max: 60,
      fixed: true,
      sorted: "bytes",
    }),
    recordId: text({
      label: { en: "Record", tr: "Kayıt" },
      required: true,
      max: 36,
      fixed: true,
      sorted: "bytes",
    }),
    kind: choice({
      label: { en: "Kind", tr: "Tür" },
      required: true,
      choices: {
        fields: { en: "Both changed the same field", tr: "Aynı alan iki yerde değişti" },
        edit_of_deleted: { en: "Changed here, deleted there", tr: "Burada değişti, orada silindi" },
        delete_of_edited: {
          en: "Deleted here, changed there",
          tr: "Burada silindi, orada değişti",
        },
      },
      fixed: true,
    }),
    status: choice({
      label: { en: "State", tr: "Durum" },
      required: true,
      default: "open",
      choices: {
        open: { en: "Open", tr: "Açık" },
        resolved: { en: "Resolved", tr: "Çözüldü" },
      },
      merge: "arrival",
    }),
    baseVersion: integer({
      label: { en: "Based on version", tr: "Dayandığı sürüm" },
      required: true,
      min: 0,
      fixed: true,
    }),
    base: json<ClashValues, true>({
      label: { en: "Before", tr: "Önce" },
      required: true,
      max: 200_000,
      fixed: true,
    }),
    mine: json<ClashValues, true>({
      label: { en: "The later arrival", tr: "Sonra gelen" },
      required: true,
      max: 200_000,
      fixed: true,
    }),
    theirs: json<ClashValues, true>({
      label: { en: "What the hub had", tr: "Merkezdeki" },
      required: true,
      max: 200_000,
      fixed: true,
    }),
    mineBy: reference({
      label: { en: "Later by", tr: "Sonra gelen kişi" },
      to: "people",
      onDelete: "keep",
      fixed: true,
    }),
    theirsBy: reference({
      label: { en: "Hub's by", tr: "Merkezdeki kişi" },
      to: "people",
      onDelete: "keep",
      fixed: true,
    }),
    mineAt: instant({
      label: { en: "Later at", tr: "Sonra gelen zaman" },
      required: true,
      fixed: true,
    }),
    theirsAt: instant({
      label: { en: "Hub's at", tr: "Merkezdeki zaman" },
      required: true,
      fixed: true,
    }),
    /** Which side a person chose for each field: `mine`, `theirs`, or `other` for a new value. */
    outcome: json<Readonly<Record<string, "mine" | "theirs" | "other">>>({
      label: { en: "Outcome", tr: "Sonuç" },
      merge: "arrival",
    }),
    resolvedBy: reference({
      label: { en: "Resolved by", tr: "Çözen" },
      to: "people",
      onDelete: "keep",
      merge: "arrival",
      setByHub: { field: "status", to: ["resolved"], also: ["outcome"], without: ["open"] },
    }),
    /** Scopes of the record it is about, of those who saw what it tells. */
    scopeKeys: set({
      label: { en: "Scopes", tr: "Kapsamlar" },
      required: true,
      max: 50,
      fixed: true,
    }),
  },
  scopes: [{ kind: "listed", field: "scopeKeys" }],
  // Who may change the record decides; nobody closes a conflict by deleting it.
  permissions: { create: [], update: [{}], delete: [] },
  about: { collection: "collection", id: "recordId" },
  indexes: [["status"], ["recordId"]],
  defaultSort: [["mineAt", "desc"]],
  titleField: "collection",
});
