import { assert } from "@healthops/base/assert";
import { putUuid } from "./uuid-bytes.ts";

/**
 * PostgreSQL arrays in the form in which it sends and receives them itself: for the many thousand
 * values of a set-based write the server need not read texts, nor we write them. The driver sends a
 * Buffer as a binary parameter.
 */

/** Element types, with what their values are here. */
export type ArrayType = keyof typeof ELEMENTS;

export type ArrayValue = string | number | boolean | null;

interface Element {
  /** The type's number in every PostgreSQL. */
  readonly oid: number;
  readonly put: (out: Output, value: never) => void;
}

const ELEMENTS = {
  boolean: { oid: 16, put: putBoolean },
  smallint: { oid: 21, put: putSmallint },
  integer: { oid: 23, put: putInteger },
  bigint: { oid: 20, put: putBigint },
  "double precision": { oid: 701, put: putDouble },
  text: { oid: 25, put: putText },
  jsonb: { oid: 3802, put: putJsonb },
  date: { oid: 1082, put: putDate },
  uuid: { oid: 2950, put: putId },
} as const satisfies Record<string, Element>;

const NULL_LENGTH = -1;
const JSONB_VERSION = 1;
const DAY_ms = 86_400_000;
/** PostgreSQL counts days from here. */
const FIRST_DAY = Date.UTC(2000, 0, 1) / DAY_ms;
const WORD = 2 ** 32;
/** At most, for each of a text's UTF-16 units. */
const UTF8_CHARACTER_bytes = 3;
const SHORT_TEXT = 64;

export function isArrayType(type: string): type is ArrayType {
  return type in ELEMENTS;
}

/** The values as an array parameter of that type; texts of `jsonb` are JSON, dates `YYYY-MM-DD`. */
export function binaryArray(type: ArrayType, values: readonly ArrayValue[]): Buffer {
  const { oid, put } = ELEMENTS[type] as Element;
  const out = new Output(24 + values.length * 20);
  // One dimension (none when empty), whether nulls may be among them, the type; its size, from 1.
  out.int32(values.length === 0 ? 0 : 1);
  out.int32(1);
  out.int32(oid);
  if (values.length === 0) return out.taken();
  out.int32(values.length);
  out.int32(1);
  for (const value of values) {
    if (value === null) out.int32(NULL_LENGTH);
    else put(out, value as never);
  }
  return out.taken();
}

/** Bytes one after the other, in room that grows. */
class Output {
  bytes: Buffer;
  at = 0;
  #view: DataView;

  constructor(size: number) {
    this.bytes = Buffer.allocUnsafeSlow(size);
    this.#view = viewOf(this.bytes);
  }

  /** Makes room for so many more bytes. */
  reserve(size: number): void {
    if (this.at + size <= this.bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(this.at + size, this.bytes.length * 2));
    this.bytes.copy(larger, 0, 0, this.at);
    this.bytes = larger;
    this.#view = viewOf(larger);
  }

  int32(value: number): void {
    this.reserve(4);
    this.#view.setInt32(this.at, value);
    this.at += 4;
  }

  /** Fills in a length that was left open. */
  int32At(at: number, value: number): void {
    this.#view.setInt32(at, value);
  }

  int16(value: number): void {
    this.reserve(2);
    this.#view.setInt16(this.at, value);
    this.at += 2;
  }

  byte(value: number): void {
    this.reserve(1);
    this.bytes[this.at++] = value;
  }

  double(value: number): void {
    this.reserve(8);
    this.#view.setFloat64(this.at, value);
    this.at += 8;
  }

  taken(): Buffer {
    return this.bytes.subarray(0, this.at);
  }
}

function viewOf({ buffer, byteOffset, byteLength }: Buffer): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}

function putBoolean(out: Output, value: boolean): void {
  out.int32(1);
  out.byte(value ? 1 : 0);
}

function putSmallint(out: Output, value: number): void {
  out.int32(2);
  out.int16(value);
}

function putInteger(out: Output, value: number): void {
  assert((value | 0) === value, "an integer is a whole number of 32 bits");
  out.int32(4);
  out.int32(value);
}

function putBigint(out: Output, value: number): void {
  assert(Number.isSafeInteger(value), "a bigint is a whole number that a double holds exactly");
  out.int32(8);
  out.int32(Math.floor(value / WORD));
  out.int32(value | 0);
}

function putDouble(out: Output, value: number): void {
  out.int32(8);
  out.double(value);
}

function putText(out: Output, value: string): void {
  out.int32(0);
  const from = out.at;
  putCharacters(out, value);
  out.int32At(from - 4, out.at - from);
}

function putJsonb(out: Output, value: string): void {
  out.int32(0);
  const from = out.at;
  out.byte(JSONB_VERSION);
  putCharacters(out, value);
  out.int32At(from - 4, out.at - from);
}

/** Most texts are short and plain; those are written faster here than on the way into the platform. */
function putCharacters(out: Output, value: string): void {
  out.reserve(value.length * UTF8_CHARACTER_bytes);
  if (value.length <= SHORT_TEXT) {
    const { bytes } = out;
    let at = out.at;
    let index = 0;
    for (; index < value.length; index++) {
      const code = value.charCodeAt(index);
      if (code > 0x7f) break;
      bytes[at++] = code;
    }
    if (index === value.length) {
      out.at = at;
      return;
    }
  }
  out.at += out.bytes.write(value, out.at);
}

function putDate(out: Output, value: string): void {
  const days = Date.parse(value) / DAY_ms;
  assert(Number.isInteger(days), "a date is a day of the calendar");
  out.int32(4);
  out.int32(days - FIRST_DAY);
}

function putId(out: Output, value: string): void {
  out.int32(16);
  out.reserve(16);
  putUuid(out.bytes, out.at, value);
  out.at += 16;
}
