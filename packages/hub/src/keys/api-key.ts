import { createHash } from "node:crypto";
import type { Random } from "@healthops/base/ports";

/** Marks the key for people who find it somewhere, and for programs that look for leaked secrets. */
const PREFIX = "healthops_";
const SECRET_bytes = 32;
const FORM = /^healthops_[A-Za-z0-9_-]{43}$/;

/** A new key: 256 random bits, so nobody guesses it and one hash of it can be looked up directly. */
export function drawKey(random: Random): string {
  return PREFIX + Buffer.from(random.bytes(SECRET_bytes)).toString("base64url");
}

/** Whether a text can be a key at all. */
export function isKeyText(text: string): boolean {
  return FORM.test(text);
}

/**
 * What is kept of a key. One round of SHA-256 is enough, unlike for a password: a slow hash only
 * helps secrets that can be guessed, and nobody goes through 2^256 of them.
 */
export function hashKey(key: string): Buffer {
  return createHash("sha256").update(key).digest();
}
