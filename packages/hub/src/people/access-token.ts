import { SignJWT, errors, jwtVerify } from "jose";
import type { Clock } from "@healthops/base/ports";
import { isId } from "@healthops/base/ids";
import { Problem } from "@healthops/base/problem";
import type { SigningKeys } from "./signing-keys.ts";

/** Short, because a token is believed without asking who still works here, but for a second's cache. */
export const ACCESS_TOKEN_s = 600;
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

/** The claims of a genuine token; Problem `token_expired` or `token_invalid` (401) otherwise. */
export async function verifyAccessToken(
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
      requiredClaims: ["sub", "sid", "exp"],
      currentDate: new Date(clock.now()),
    },
  ).catch(refuse);
  const { sub, sid, exp } = payload;
  if (!isId(sub) || !isId(sid) || exp === undefined) throw tokenInvalid();
  return { personId: sub, sessionId: sid, expiresAt_ms: exp * 1000 };
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

function tokenInvalid(): Problem {
  return new Problem({
    code: "token_invalid",
    status: 401,
    message: "The access token is not one of this hub. Sign in again.",
  });
}
