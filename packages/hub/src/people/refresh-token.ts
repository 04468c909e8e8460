import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/**
 * A refresh token is `<session id>.<family secret>.<secret>`. The session row keeps hashes of both
 * secrets: whoever knows the family secret once had a token of this session, so a token with the
 * right family secret and a wrong secret is a used one, and no list of used tokens is needed.
 */
export interface RefreshToken {
  readonly sessionId: string;
  readonly familySecret: Buffer;
  readonly secret: Buffer;
}

const FAMILY_BYTES = 16;
const SECRET_BYTES = 32;
const TOKEN = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([\w-]{22})\.([\w-]{43})$/;

/** The first token of a session, or with the family secret of an earlier one its successor. */
export function drawRefreshToken(sessionId: string, familySecret?: Buffer): RefreshToken {
  return {
    sessionId,
    familySecret: familySecret ?? randomBytes(FAMILY_BYTES),
    secret: randomBytes(SECRET_BYTES),
  };
}

/** The token as it travels. */
export function formatRefreshToken(token: RefreshToken): string {
  const secrets = [token.familySecret, token.secret].map((bytes) => bytes.toString("base64url"));
  return [token.sessionId, ...secrets].join(".");
}

/** The token of a text; null when it has not the shape of one. */
export function parseRefreshToken(text: string): RefreshToken | null {
  const parts = TOKEN.exec(text);
  if (parts === null) return null;
  const [, sessionId = "", family = "", secret = ""] = parts;
  return {
    sessionId,
    familySecret: Buffer.from(family, "base64url"),
    secret: Buffer.from(secret, "base64url"),
  };
}

/** SHA-256; enough for secrets that are random. */
export function hashSecret(secret: Buffer): Buffer {
  return createHash("sha256").update(secret).digest();
}

/** A session as far as the decision about its refresh token needs it. */
export interface RefreshableSession {
  readonly familyHash: Buffer;
  readonly tokenHash: Buffer;
  /** The token that the newest one was exchanged for, and the secret of that attempt, if it had one. */
  readonly previousHash: Buffer | null;
  readonly attemptHash: Buffer | null;
  readonly revoked: boolean;
  readonly expired: boolean;
}

export type RefreshDecision = "rotate" | "reused" | "revoked" | "expired" | "unknown";

/**
 * What to do with a refresh token that names this session (null: there is no such session). A device
 * whose answer got lost repeats its attempt with the secret that only it knows: that is no reuse.
 */
export function decideRefresh(
  token: RefreshToken,
  session: RefreshableSession | null,
  attempt: string | null = null,
): RefreshDecision {
  if (session === null || !hasHash(token.familySecret, session.familyHash)) return "unknown";
  if (session.revoked) return "revoked";
  const repeated =
    attempt !== null &&
    session.previousHash !== null &&
    session.attemptHash !== null &&
    hasHash(token.secret, session.previousHash) &&
    hasHash(Buffer.from(attempt), session.attemptHash);
  if (!repeated && !hasHash(token.secret, session.tokenHash)) return "reused";
  return session.expired ? "expired" : "rotate";
}

function hasHash(secret: Buffer, hash: Buffer): boolean {
  return timingSafeEqual(hashSecret(secret), hash);
}
