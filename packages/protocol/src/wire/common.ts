import { Type } from "typebox";
import { INT4_MAX } from "@healthops/base/storable";
import { Said, orNull, text, textLike, whole } from "../stored.ts";

/** Canonical lower-case UUID. */
export const Id = textLike("^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$");

/** `shared`, `admins`, `user:<id>`, `site:<id>`, `managers:<id>` or `duty-<duty>:<id>`. */
export const ScopeKeyShape = textLike(
  "^(shared|admins|(user|site|managers|duty-[a-z]{1,20}):[0-9a-f-]{36})$",
);

export const CollectionName = textLike("^[a-z][a-z0-9_]{0,59}$");

/** Name of a field as somebody sends it; the collection's own validator knows which there are. */
export const FieldName = text(60);

/** What every request and answer of the sync endpoints names first [VER1]. */
export const Versions = {
  /** PROTOCOL_VERSION of the sender. */
  protocol: whole(1, INT4_MAX),
  /** Schema version (fingerprint) of the sender. */
  schema: text(64),
};

/** A text in each language of the product. */
export const InLanguages = Type.Object({ en: Said, tr: Said });

/** What is wrong with one field. */
export const Fault = Type.Object({
  field: Said,
  message: Said,
  allowed: Type.Optional(Said),
  label: Type.Optional(InLanguages),
  /** What would do instead: values for fields of the record. */
  offers: Type.Optional(Type.Array(Type.Record(FieldName, orNull(Said)))),
});
