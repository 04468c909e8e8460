import { Problem } from "@healthops/base/problem";
import type { Identity, Tokens } from "@healthops/protocol/wire/auth";
import type { Actor } from "@healthops/schema/person";
import { whoActs } from "@healthops/schema/person";
import type { Schema } from "@healthops/schema/schema";
import type { SqlReader, SqlTransaction } from "../sqlite/database.ts";
import { getMeta, setMeta } from "./meta.ts";
import type { StoredSession, StoredTokens } from "./stored-session.ts";

/** A token is renewed this long before it ends, so that no request starts with a dying one. */
const RENEW_BEFORE_MS = 15_000;

/** The session that this database holds; null before the first sign-in. */
export function readSession(reader: SqlReader): Promise<StoredSession | null> {
  return getMeta(reader, "session");
}

/** Replaces the session as a whole. */
export function writeSession(tx: SqlTransaction, session: StoredSession): Promise<void> {
  return setMeta(tx, "session", session);
}

/** The hub's tokens with the moment of their end by this device's clock. */
export function tokensFrom(tokens: Tokens, now_ms: number): StoredTokens {
  const life_ms = tokens.accessExpiresIn_s * 1_000;
  return {
    access: tokens.accessToken,
    // Very short lives still leave a token usable for most of its time.
    accessUntil_ms: now_ms + Math.max(life_ms - RENEW_BEFORE_MS, life_ms / 2),
    refresh: tokens.refreshToken,
  };
}

/** The person who is signed in on this device; a Problem `not_signed_in` when nobody is. */
export async function signedInActor(
  { duties }: Pick<Schema, "duties">,
  reader: SqlReader,
): Promise<Actor> {
  const session = await readSession(reader);
  if (session?.active !== true) throw notSignedIn();
  return whoActs(duties, session.identity);
}

/**
 * Who may open this database without the password being typed: the person who is signed in, unless
 * the hub has turned them away. Throws `not_signed_in`, or what the hub said.
 */
export async function welcomed(reader: SqlReader): Promise<Identity> {
  const session = await readSession(reader);
  if (session?.active !== true) throw notSignedIn();
  if (session.revoked !== null) throw new Problem({ ...session.revoked, status: 403 });
  return session.identity;
}

/** The refusal of what needs somebody to be signed in. */
export function notSignedIn(): Problem {
  return new Problem({
    code: "not_signed_in",
    status: 401,
    message: "Nobody is signed in on this device. Sign in first.",
  });
}
