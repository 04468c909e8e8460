import type { Static } from "typebox";
import { Type } from "typebox";
import { DUTIES, ROLES } from "@healthops/schema/person";
import { Id, ScopeKeyShape } from "./common.ts";

export const SignInRequest = Type.Object(
  {
    username: Type.String({ minLength: 1, maxLength: 60 }),
    password: Type.String({ minLength: 1, maxLength: 200 }),
    /** The device's replica, when a replica signs in. */
    replicaId: Type.Optional(Id),
  },
  { additionalProperties: false },
);
export type SignInRequest = Static<typeof SignInRequest>;

/** Who is signed in and what they may hold. */
export const Identity = Type.Object({
  personId: Id,
  username: Type.String(),
  displayName: Type.String(),
  role: Type.Enum([...ROLES]),
  duties: Type.Array(Type.Enum([...DUTIES])),
  siteId: Type.Union([Id, Type.Null()]),
  scopes: Type.Array(ScopeKeyShape),
});
export type Identity = Static<typeof Identity>;

export const Tokens = Type.Object({
  /** EdDSA JWT for `Authorization: Bearer`. */
  accessToken: Type.String(),
  accessExpiresIn_s: Type.Integer(),
  /** Opaque; each use gives a new one, and a second use of an old one revokes the family. */
  refreshToken: Type.String(),
  refreshExpiresIn_s: Type.Integer(),
  identity: Identity,
});
export type Tokens = Static<typeof Tokens>;

export const RefreshRequest = Type.Object(
  {
    refreshToken: Type.String({ minLength: 1, maxLength: 400 }),
    /**
     * A random secret of this attempt. When the answer gets lost, the same token with the same secret
     * is the same attempt and gets tokens again; without it a second use ends the session.
     */
    attempt: Type.Optional(Type.String({ minLength: 22, maxLength: 100 })),
  },
  { additionalProperties: false },
);
export type RefreshRequest = Static<typeof RefreshRequest>;
