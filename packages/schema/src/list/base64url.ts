const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** A text as unpadded base64url of its UTF-8; neither Node's nor browsers' own function is on both. */
export function toBase64url(text: string): string {
  let out = "";
  let bits = 0;
  let held = 0;
  for (const byte of new TextEncoder().encode(text)) {
    bits = (bits << 8) | byte;
    held += 8;
    while (held >= 6) {
      held -= 6;
      out += DIGITS.charAt((bits >> held) & 63);
    }
    bits &= 63;
  }
  return held === 0 ? out : out + DIGITS.charAt((bits << (6 - held)) & 63);
}

/** The text again; null when it is not base64url of UTF-8. */
export function fromBase64url(encoded: string): string | null {
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  for (const digit of encoded) {
    const value = DIGITS.indexOf(digit);
    if (value < 0) return null;
    bits = (bits << 6) | value;
    held += 6;
    if (held >= 8) {
      held -= 8;
      bytes.push((bits >> held) & 255);
      bits &= (1 << held) - 1;
    }
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(new Uint8Array(bytes));
  } catch {
    return null;
  }
}
