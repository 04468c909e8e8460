import { SignJWT, errors, jwtVerify } from "jose";
import type { Clock } from "@healthops/base/ports";
import { isId } from "@healthops/base/ids";
import { Problem } from "@healthops/base/problem";
import type { SigningKeys } from "./signing-keys.ts";

/** Short, because a token is believed without asking who still works here, but for a second's cache. */
export const ACCESS_TOKEN_s = 600;
/** How far the clocks of several hubs may be apart. */
const SKEW_s = 60;
const ISSUER = "healthops";
const AUDIENCE = "healthops-hub";

/** Whom an access token speaks for. */
export interface AccessClaims {
  readonly personId: string;
  readonly sessionId: string;
  readonly expiresAt_ms: number;
}

/** Makes an access token: an EdDSA JWT with `sub` (person), `sid` (session), `iss`, `aud` and `exp`. */
export async function issueAccessToken(
  keys: SigningKeys,
  clock: Clock,
  claims: Pick<AccessClaims, "personId" | "sessionId">,
): Promise<string> {
  const { kid, key } = await keys.toSign();
  const now_s = Math.floor(clock.now() / 1000);
  return new SignJWT({ sid: claims.sessionId })
    .setProtectedHeader({ alg: "EdDSA", kid, typ: "at+jwt" })
    .setSubject(claims.personId)
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setIssuedAt(now_s)
    .setExpirationTime(now_s + ACCESS_TOKEN_s)
    .sign(key);
}

/** Verified tokens kept at once; each is some hundred bytes. */
const REMEMBERED_MAX = 10_000;

/**
 * Believes genuine tokens. A device sends the same one for ten minutes, and its signature costs more
 * than all else of a small request, so a token that was found genuine is remembered until it expires.
 */
export class TokenVerifier {
  readonly #keys: SigningKeys;
  readonly #clock: Clock;
  readonly #genuine = new Map<string, AccessClaims>();

  constructor(keys: SigningKeys, clock: Clock) {
    this.#keys = keys;
    this.#clock = clock;
  }

  /** Call it when keys changed: every token is looked at anew. */
  forget(): void {
    this.#genuine.clear();
  }

  /** The claims of a genuine token; Problem `token_expired` or `token_invalid` (401) otherwise. */
  async verify(token: string): Promise<AccessClaims> {
    const known = this.#genuine.get(token);
    if (known !== undefined && known.expiresAt_ms > this.#clock.now()) return known;
    this.#genuine.delete(token);
    const claims = await verifyAccessToken(this.#keys, this.#clock, token);
    if (this.#genuine.size >= REMEMBERED_MAX) this.#genuine.clear();
    this.#genuine.set(token, claims);
    return claims;
  }
}

async function verifyAccessToken(
  keys: SigningKeys,
  clock: Clock,
  token: string,
): Promise<AccessClaims> {
  const { payload } = await jwtVerify(
    token,
    async ({ kid }) => {
      const key = kid === undefined ? null : await keys.toVerify(kid);
      if (key === null) throw tokenInvalid();
      return key;
    },
    {
      algorithms: ["EdDSA"],
      typ: "at+jwt",
      issuer: ISSUER,
      audience: AUDIENCE,
      requiredClaims: ["sub", "sid", "iat", "exp"],
      currentDate: new Date(clock.now()),
    },
  ).catch(refuse);
  const { sub, sid, iat, exp } = payload;
  if (!isId(sub) || !isId(sid)) throw tokenInvalid();
  if (!isShort(iat, exp, clock.now() / 1000)) throw tokenInvalid();
  return { personId: sub, sessionId: sid, expiresAt_ms: exp * 1000 };
}

/** No token holds longer than those that the hub makes, nor from a time that has not come. */
function isShort(iat: number | undefined, exp: number | undefined, now_s: number): exp is number {
  if (iat === undefined || exp === undefined) return false;
  return iat <= now_s + SKEW_s && exp > iat && exp - iat <= ACCESS_TOKEN_s;
}

function refuse(error: unknown): never {
  if (error instanceof errors.JWTExpired) {
    throw new Problem({
      code: "token_expired",
      status: 401,
      message: "The access token has expired. Get a new one with the refresh token.",
    });
  }
  if (error instanceof errors.JOSEError) throw tokenInvalid();
  throw error;
}

/** The token is none that the hub believes: Problem `token_invalid` (401). */
export function tokenInvalid(): Problem {
  return new Problem({
    code: "token_invalid",
    status: 401,
    message: "The access token is not one of this hub. Sign in again.",
  });
}
