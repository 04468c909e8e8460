/** An Argon2id hash with all that is needed to check a password against it. */
export interface Argon2Hash {
  readonly memory_KiB: number;
  readonly passes: number;
  readonly lanes: number;
  readonly salt: Buffer;
  readonly hash: Buffer;
}

const PHC =
  /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,3})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,86})$/;

/** The PHC text form: `$argon2id$v=19$m=19456,t=2,p=1$salt$hash`, base64 without padding. */
export function formatPhc(value: Argon2Hash): string {
  const parameters = `m=${value.memory_KiB},t=${value.passes},p=${value.lanes}`;
  return `$argon2id$v=19$${parameters}$${unpadded(value.salt)}$${unpadded(value.hash)}`;
}

/** The hash of a PHC text; null when the text is not one of ours. */
export function parsePhc(text: string): Argon2Hash | null {
  const parts = PHC.exec(text);
  if (parts === null) return null;
  const [, memory = "", passes = "", lanes = "", salt = "", hash = ""] = parts;
  return {
    memory_KiB: Number(memory),
    passes: Number(passes),
    lanes: Number(lanes),
    salt: Buffer.from(salt, "base64"),
    hash: Buffer.from(hash, "base64"),
  };
}

function unpadded(bytes: Buffer): string {
  return bytes.toString("base64").replace(/=+$/, "");
}
