import type { Random } from "@healthops/base/ports";

/** A secret on its way to one asker, who alone can open it; plain data for a channel. */
export interface HandedOver {
  /** The giver's half of the agreement, made for this one time. */
  readonly publicKey: Uint8Array;
  readonly iv: Uint8Array;
  readonly sealed: Uint8Array;
}

export interface Asking {
  /** To be sent with the question. */
  readonly publicKey: Uint8Array;
  /** The secret; throws when the answer was made for another asker. */
  open(answer: HandedOver): Promise<Uint8Array>;
}

const CURVE = { name: "ECDH", namedCurve: "P-256" } as const;
const PURPOSE = "healthops hand-over 1";
const IV_BYTES = 12;

/** Begins to ask for a secret: the private half of the agreement never leaves this context. */
export async function askForSecret(): Promise<Asking> {
  const own = await newPair();
  const publicKey = await publicHalf(own);
  return {
    publicKey,
    async open({ publicKey: theirs, iv, sealed }) {
      const key = await agreedKey(own.privateKey, theirs, "decrypt");
      const opened = await crypto.subtle.decrypt(cipher(iv, publicKey, theirs), key, owned(sealed));
      return new Uint8Array(opened);
    },
  };
}

/** Seals a secret for whoever asked with that public half. */
export async function handOver(
  random: Random,
  asked: Uint8Array,
  secret: Uint8Array,
): Promise<HandedOver> {
  const given = owned(secret);
  const own = await newPair();
  const publicKey = await publicHalf(own);
  const iv = random.bytes(IV_BYTES);
  const key = await agreedKey(own.privateKey, asked, "encrypt");
  const sealed = await crypto.subtle.encrypt(cipher(iv, asked, publicKey), key, given);
  return { publicKey, iv, sealed: new Uint8Array(sealed) };
}

function newPair(): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey(CURVE, false, ["deriveBits"]);
}

async function publicHalf({ publicKey }: CryptoKeyPair): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.exportKey("raw", publicKey));
}

async function agreedKey(
  own: CryptoKey,
  theirs: Uint8Array,
  use: "encrypt" | "decrypt",
): Promise<CryptoKey> {
  const other = await crypto.subtle.importKey("raw", owned(theirs), CURVE, false, []);
  const bits = await crypto.subtle.deriveBits({ name: "ECDH", public: other }, own, 256);
  const agreed = await crypto.subtle.importKey("raw", bits, "HKDF", false, ["deriveKey"]);
  const info = new TextEncoder().encode(PURPOSE);
  return crypto.subtle.deriveKey(
    { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(0), info },
    agreed,
    { name: "AES-GCM", length: 256 },
    false,
    [use],
  );
}

/** Bound to both halves, so that an answer fits one question only. */
function cipher(iv: Uint8Array, asked: Uint8Array, given: Uint8Array): AesGcmParams {
  return { name: "AES-GCM", iv: owned(iv), additionalData: new Uint8Array([...asked, ...given]) };
}

/** WebCrypto types its bytes as never shared between threads. */
function owned(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}
