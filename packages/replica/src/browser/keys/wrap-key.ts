import { argon2id } from "hash-wasm";
import type { Random } from "@healthops/base/ports";

/** A database key that only the person's password opens; plain data for IndexedDB. */
export interface WrappedKey {
  readonly kdf: {
    readonly name: "argon2id";
    readonly memory_KiB: number;
    readonly passes: number;
    readonly lanes: number;
    readonly salt: Uint8Array;
  };
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
  const iv = random.bytes(IV_BYTES);
  const sealing = await sealingKey(password, kdf);
  const sealed = await crypto.subtle.encrypt(cipher(iv, bound), sealing, owned(key));
  return { kdf, iv, sealed: new Uint8Array(sealed) };
}

/** The key, or null when the password is not the one that sealed it. */
export async function unwrapKey(
  password: string,
  { kdf, iv, sealed }: WrappedKey,
  bound: string,
): Promise<Uint8Array | null> {
  const sealing = await sealingKey(password, kdf);
  try {
    return new Uint8Array(await crypto.subtle.decrypt(cipher(iv, bound), sealing, owned(sealed)));
  } catch (error) {
    if (error instanceof DOMException && error.name === "OperationError") return null;
    throw error;
  }
}

async function sealingKey(password: string, kdf: WrappedKey["kdf"]): Promise<CryptoKey> {
  const stretched = await argon2id({
    password: new TextEncoder().encode(password),
    salt: kdf.salt,
    memorySize: kdf.memory_KiB,
    iterations: kdf.passes,
    parallelism: kdf.lanes,
    hashLength: KEY_BYTES,
    outputType: "binary",
  });
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
