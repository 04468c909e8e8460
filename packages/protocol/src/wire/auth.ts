import type { Static } from "typebox";
import { Type } from "typebox";
import { SAFE_MAX } from "@healthops/base/storable";
import { ROLES } from "@healthops/schema/person";
import { Count, Said, compared, orNull, text, whole } from "../stored.ts";
import { Id, ScopeKeyShape } from "./common.ts";

export const SignInRequest = Type.Object(
  {
    username: compared(60),
    password: compared(200),
    /** The device's replica, when a replica signs in. */
    replicaId: Type.Optional(Id),
    /** What the hub gave this replica at an earlier sign-in, to tell it from strangers who guess. */
    deviceToken: Type.Optional(text(100)),
  },
  { additionalProperties: false },
);
export type SignInRequest = Static<typeof SignInRequest>;

/** Who is signed in and what they may hold. */
export const Identity = Type.Object({
  personId: Id,
  username: Said,
  displayName: Said,
  role: Type.Enum([...ROLES]),
  /** Names of duties, as the person's record says them: which there are is the schema's to say. */
  duties: Type.Array(Said),
  siteId: orNull(Id),
  /** All sites that the person belongs to; earlier hubs knew one. */
  siteIds: Type.Optional(Type.Array(Id)),
  scopes: Type.Array(ScopeKeyShape),
});
export type Identity = Static<typeof Identity>;

/** What happened at the account since the person signed in before. */
export const SignInNews = Type.Object({
  /** Wrong passwords that came from elsewhere than this device; null: none. */
  failedSignIns: orNull(Type.Object({ count: Count, lastAt: Said })),
  /** The newest password that somebody else has set; null: nobody did. */
  passwordReset: orNull(Type.Object({ at: Said, byPersonId: Id, byName: orNull(Said) })),
  /** What to name when it was seen. */
  through: Count,
});
export type SignInNews = Static<typeof SignInNews>;

export const Tokens = Type.Object({
  /** EdDSA JWT for `Authorization: Bearer`. */
  accessToken: Said,
  accessExpiresIn_s: Count,
  /** Opaque; each use gives a new one, and a second use of an old one revokes the family. */
  refreshToken: Said,
  refreshExpiresIn_s: Count,
  identity: Identity,
  /** To be kept on the device, beside nothing secret, and sent with its next sign-in. */
  deviceToken: Type.Optional(Said),
  /** Only after signing in. */
  news: Type.Optional(SignInNews),
});
export type Tokens = Static<typeof Tokens>;

/**
 * The device that renews, and how far it has come: a hub that has heard more of it than it says tells it
 * that it is a copy, put back or beside the original, before it takes the original's token [PSH4].
 */
export const RefreshingDevice = Type.Object(
  {
    replicaId: Id,
    /** Highest group number given out. */
    lastSeq: Count,
    /** The newest group whose answer it has, with the hash that came with it: only its database knows. */
    answered: Type.Optional(
      Type.Object({ seq: whole(1, SAFE_MAX), hash: Id }, { additionalProperties: false }),
    ),
  },
  { additionalProperties: false },
);
export type RefreshingDevice = Static<typeof RefreshingDevice>;

export const RefreshRequest = Type.Object(
  {
    refreshToken: text(400, { minLength: 1 }),
    /**
     * A random secret of this attempt. When the answer gets lost, the same token with the same secret
     * is the same attempt and gets tokens again; without it a second use ends the session.
     */
    attempt: Type.Optional(text(100, { minLength: 22 })),
    device: Type.Optional(RefreshingDevice),
  },
  { additionalProperties: false },
);
export type RefreshRequest = Static<typeof RefreshRequest>;
