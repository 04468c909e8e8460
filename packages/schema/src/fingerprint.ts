import type { Collection } from "./collection.ts";

/**
 * A short stable hash of everything in a schema that is stored or travels (labels and layout left
 * out): the schema version of the wire [VER1]. FNV-1a in 64 bits, 16 hex digits.
 */
export function fingerprint(collections: readonly Collection[]): string {
  const shape = [...collections]
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map((collection) => [
      collection.name,
      Object.entries(collection.fields).map(([name, field]) => [
        name,
        field.kind,
        field.required,
        field.merge,
        field.derived,
        field.to ?? null,
        field.choices?.map((choice) => choice.value) ?? null,
      ]),
      collection.scopes,
    ]);
  return fnv1a64(JSON.stringify(shape));
}

function fnv1a64(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of utf8(text)) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  }
  return hash.toString(16).padStart(16, "0");
}

function* utf8(text: string): Generator<number> {
  for (const character of encodeURIComponent(text).matchAll(/%([0-9A-F]{2})|(.)/g)) {
    yield character[1] === undefined
      ? (character[2] ?? "").charCodeAt(0)
      : Number.parseInt(character[1], 16);
  }
}
