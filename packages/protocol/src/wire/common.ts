import { Type } from "typebox";

/** Canonical lower-case UUID. */
export const Id = Type.String({
  pattern: "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$",
});

/** `shared`, `admins`, `user:<id>`, `site:<id>` or `managers:<id>`. */
export const ScopeKeyShape = Type.String({
  pattern: "^(shared|admins|(user|site|managers):[0-9a-f-]{36})$",
});

export const CollectionName = Type.String({ pattern: "^[a-z][a-z0-9_]{0,59}$" });

/** What every request and answer of the sync endpoints names first [VER1]. */
export const Versions = {
  /** PROTOCOL_VERSION of the sender. */
  protocol: Type.Integer({ minimum: 1 }),
  /** Schema version (fingerprint) of the sender. */
  schema: Type.String({ maxLength: 64 }),
};

/** Any JSON value; the collection's own validator looks inside. */
export const AnyJson = Type.Unknown();

/** A text in each language of the product. */
export const InLanguages = Type.Object({ en: Type.String(), tr: Type.String() });
