import { argon2, randomBytes, timingSafeEqual } from "node:crypto";
import type { Argon2Hash } from "./phc.ts";
import { formatPhc, parsePhc } from "./phc.ts";

/** OWASP's first choice for Argon2id: 19 MiB, 2 passes, 1 lane; about 30 ms of one core. */
const CURRENT = { memory_KiB: 19_456, passes: 2, lanes: 1 } as const;
const SALT_BYTES = 16;
const HASH_BYTES = 32;

/** A hash that no password has; checking against it takes as long as against a real one. */
const NOBODYS: Argon2Hash = {
  ...CURRENT,
  salt: Buffer.alloc(SALT_BYTES),
  hash: Buffer.alloc(HASH_BYTES),
};

/** Hashes a password with a fresh salt; the answer is a PHC text. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await derive(password, { ...CURRENT, salt, hash: Buffer.alloc(HASH_BYTES) });
  return formatPhc({ ...CURRENT, salt, hash });
}

/**
 * Whether the password is the one of the PHC text. Takes the same time for null (an unknown account)
 * as for a wrong password, so that nobody learns from the clock which accounts exist.
 */
export async function verifyPassword(password: string, phc: string | null): Promise<boolean> {
  const known = phc === null ? null : parsePhc(phc);
  const stored = known ?? NOBODYS;
  const hash = await derive(password, stored);
  return timingSafeEqual(hash, stored.hash) && known !== null;
}

/** Whether a hash was made with other costs than today's, so that it is renewed at the next sign-in. */
export function isOutdated(phc: string): boolean {
  const stored = parsePhc(phc);
  return (
    stored === null ||
    stored.memory_KiB !== CURRENT.memory_KiB ||
    stored.passes !== CURRENT.passes ||
    stored.lanes !== CURRENT.lanes
  );
}

function derive(password: string, costs: Argon2Hash): Promise<Buffer> {
  const parameters = {
    // the same text typed on another system may be composed differently
    message: Buffer.from(password.normalize("NFC"), "utf8"),
    nonce: costs.salt,
    parallelism: costs.lanes,
    tagLength: costs.hash.length,
    memory: costs.memory_KiB,
    passes: costs.passes,
  };
  return new Promise((resolve, reject) => {
    argon2("argon2id", parameters, (error, hash) =>
      error === null ? resolve(hash) : reject(error),
    );
  });
}
