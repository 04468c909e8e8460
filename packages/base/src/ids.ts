import { parse, v7 } from "uuid";
import type { Ports } from "./ports.ts";
import { Sha1 } from "./sha1.ts";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Namespace of ids that are derived from a key instead of drawn (a fixed random UUID). */
const DERIVED_NAMESPACE = parse("7b0f6c7e-3f0b-4f0e-9d6e-6f5a0f1c2b3d");
const NAMESPACE_bytes = 16;
/** At most, for each of a text's UTF-16 units. */
const UTF8_CHARACTER_bytes = 3;
const utf8 = new TextEncoder();
const sha1 = new Sha1();
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/** A new UUIDv7 [REC1]: sorts by the time of its making, which databases insert faster than v4. */
export function newId(ports: Pick<Ports, "clock" | "random">): string {
  return v7({ msecs: ports.clock.now(), random: ports.random.bytes(16) });
}

/**
 * The same id for the same key, on any device: for records with a natural key (one timesheet entry
 * per employee and day) and for integer ids of older clients.
 */
export function derivedId(...key: readonly string[]): string {
  const text = JSON.stringify(key);
  const room = sha1.room(NAMESPACE_bytes + text.length * UTF8_CHARACTER_bytes);
  room.set(DERIVED_NAMESPACE);
  const { written } = utf8.encodeInto(text, room.subarray(NAMESPACE_bytes));
  const [a, b, c, d] = sha1.digest(NAMESPACE_bytes + written);
  // A UUIDv5 [RFC 9562]: version and variant in the places of some of the hash's bits.
  return idOfWords(a, (b & 0xffff0fff) | 0x5000, (c & 0x3fffffff) | 0x80000000, d);
}

function idOfWords(a: number, b: number, c: number, d: number): string {
  return `${hex(a >>> 16)}${hex(a)}-${hex(b >>> 16)}-${hex(b)}-${hex(c >>> 16)}-${hex(c)}${hex(d >>> 16)}${hex(d)}`;
}

/** The lower 16 bits. */
function hex(word: number): string {
  return (HEX[(word >>> 8) & 0xff] ?? "") + (HEX[word & 0xff] ?? "");
}

/** Whether a text is a UUID in its canonical lower-case form, the only form that travels. */
export function isId(text: unknown): text is string {
  return typeof text === "string" && UUID.test(text);
}
