import { CompactEncrypt, compactDecrypt, errors } from "jose";
import type { JWK } from "jose";
import { wrappingKeyId } from "../vault/wrapping-key.ts";

/**
 * A signing key as the database keeps it: a JWE whose key lies elsewhere. Its own id is sealed in, so that
 * no row can be given another's key.
 */
export async function sealKey(kid: string, jwk: JWK, wrapping: Uint8Array): Promise<string> {
  return new CompactEncrypt(new TextEncoder().encode(JSON.stringify(jwk)))
    .setProtectedHeader({ alg: "dir", enc: "A256GCM", kid, by: wrappingKeyId(wrapping) })
    .encrypt(wrapping);
}

/** The key of a seal; null when it was sealed with another wrapping key, or for another id. */
export async function unsealKey(
  kid: string,
  sealed: string,
  wrapping: Uint8Array,
): Promise<JWK | null> {
  try {
    const options = { keyManagementAlgorithms: ["dir"], contentEncryptionAlgorithms: ["A256GCM"] };
    const { plaintext, protectedHeader } = await compactDecrypt(sealed, wrapping, options);
    if (protectedHeader.kid !== kid) return null;
    return JSON.parse(new TextDecoder().decode(plaintext)) as JWK;
  } catch (error) {
    if (error instanceof errors.JOSEError) return null;
    throw error;
  }
}
