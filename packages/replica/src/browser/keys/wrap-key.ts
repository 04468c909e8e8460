import { argon2id } from "hash-wasm";
import type { Random } from "@healthops/base/ports";

/** How a secret that people remember becomes a key. */
export interface Stretching {
  readonly name: "argon2id";
  readonly memory_KiB: number;
  readonly passes: number;
  readonly lanes: number;
  readonly salt: Uint8Array;
}

/** A database key that only the person's secret opens; plain data for IndexedDB. */
export interface WrappedKey {
  readonly kdf: Stretching;
  readonly iv: Uint8Array;
  readonly sealed: Uint8Array;
}

export const KEY_BYTES = 32;
const SALT_BYTES = 16;
const IV_BYTES = 12;
/** The same cost as a password at the hub. */
const COST = { name: "argon2id", memory_KiB: 19_456, passes: 2, lanes: 1 } as const;
const PURPOSE = "healthops database key 1";

/** Seals a key with a password. `bound` (the database's name) must be the same at the opening. */
export async function wrapKey(
  random: Random,
  password: string,
  key: Uint8Array,
  bound: string,
): Promise<WrappedKey> {
  const kdf = { ...COST, salt: random.bytes(SALT_BYTES) };
  return sealKey(random, { kdf, stretched: await stretch(password, kdf) }, key, bound);
}

/** The key, or null when the password is not the one that sealed it. */
export async function unwrapKey(
  password: string,
  { kdf, iv, sealed }: WrappedKey,
  bound: string,
): Promise<Uint8Array | null> {
  const sealing = await sealingKey(await stretch(password, kdf));
  try {
    return new Uint8Array(await crypto.subtle.decrypt(cipher(iv, bound), sealing, owned(sealed)));
  } catch (error) {
    if (error instanceof DOMException && error.name === "OperationError") return null;
    throw error;
  }
}

/** Seals a key with a secret that was stretched before, so that nobody has to type it now. */
export async function sealKey(
  random: Random,
  secret: { readonly kdf: Stretching; readonly stretched: Uint8Array },
  key: Uint8Array,
  bound: string,
): Promise<WrappedKey> {
  const iv = random.bytes(IV_BYTES);
  const sealing = await sealingKey(secret.stretched);
  const sealed = await crypto.subtle.encrypt(cipher(iv, bound), sealing, owned(key));
  return { kdf: secret.kdf, iv, sealed: new Uint8Array(sealed) };
}

/** 32 bytes out of what a person types: slow and memory-hungry on purpose. */
export function stretch(secret: string, kdf: Stretching): Promise<Uint8Array> {
  return argon2id({
    password: new TextEncoder().encode(secret),
    salt: kdf.salt,
    memorySize: kdf.memory_KiB,
    iterations: kdf.passes,
    parallelism: kdf.lanes,
    hashLength: KEY_BYTES,
    outputType: "binary",
  });
}

async function sealingKey(stretched: Uint8Array): Promise<CryptoKey> {
  const secret = await crypto.subtle.importKey("raw", owned(stretched), "HKDF", false, [
    "deriveKey",
  ]);
  return crypto.subtle.deriveKey(
    {
      name: "HKDF",
      hash: "SHA-256",
      salt: new Uint8Array(0),
      info: new TextEncoder().encode(PURPOSE),
    },
    secret,
    { name: "AES-GCM", length: 256 },
    false,
    ["encrypt", "decrypt"],
  );
}

function cipher(iv: Uint8Array, bound: string): AesGcmParams {
  return { name: "AES-GCM", iv: owned(iv), additionalData: new TextEncoder().encode(bound) };
}

/** WebCrypto types its bytes as never shared between threads. */
function owned(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}
