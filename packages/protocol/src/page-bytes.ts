/** The header of a pull that says how large its page may be, as it travels [PUL9]; an older hub passes it over. */
export const PAGE_BYTES_HEADER = "healthops-page-bytes";

/** Less than this is mostly frame. */
const MIN_bytes = 1_024;
const BYTES = /^[1-9]\d{0,8}$/;

/** What the header asks for; null when it asks for nothing. */
export function readPageBytes(text: unknown): number | null {
  if (typeof text !== "string" || !BYTES.test(text)) return null;
  return Math.max(MIN_bytes, Number(text));
}
