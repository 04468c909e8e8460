import { parse, v5, v7 } from "uuid";
import type { Ports } from "./ports.ts";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Namespace of ids that are derived from a key instead of drawn (a fixed random UUID). */
const DERIVED_NAMESPACE = parse("7b0f6c7e-3f0b-4f0e-9d6e-6f5a0f1c2b3d");
const utf8 = new TextEncoder();

/** A new UUIDv7 [REC1]: sorts by the time of its making, which databases insert faster than v4. */
export function newId(ports: Pick<Ports, "clock" | "random">): string {
  return v7({ msecs: ports.clock.now(), random: ports.random.bytes(16) });
}

/**
 * The same id for the same key, on any device: for records with a natural key (one timesheet entry
 * per employee and day) and for integer ids of older clients.
 */
export function derivedId(...key: readonly string[]): string {
  // As bytes, which spares the library its own slower way from texts: imports derive many.
  return v5(utf8.encode(JSON.stringify(key)), DERIVED_NAMESPACE);
}

/** Whether a text is a UUID in its canonical lower-case form, the only form that travels. */
export function isId(text: unknown): text is string {
  return typeof text === "string" && UUID.test(text);
}
