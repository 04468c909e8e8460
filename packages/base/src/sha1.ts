/**
 * SHA-1 of few bytes, for ids that follow from a key (UUIDv5 is defined by it; nothing secret hangs on
 * it). Imports derive an id a row, and for so little the platforms' own hashing spends several times
 * as long on its way in and out.
 */

const BLOCK_bytes = 64;
/** Behind the message: a bit that ends it, and its length. */
const PADDING_bytes = 9;

/** What goes into a hash: room for a message, reused from one to the next. */
export class Sha1 {
  #bytes = new Uint8Array(4 * BLOCK_bytes);
  readonly #words = new Int32Array(80);

  /** Room of at least so many bytes: write the message there, then ask for its `digest`. */
  room(size: number): Uint8Array {
    const blocks = Math.ceil((size + PADDING_bytes) / BLOCK_bytes);
    if (blocks * BLOCK_bytes > this.#bytes.length) {
      this.#bytes = new Uint8Array(blocks * BLOCK_bytes);
    }
    return this.#bytes;
  }

  /** The five words of the hash of the first `length` bytes of the room. */
  digest(length: number): readonly [number, number, number, number, number] {
    const bytes = this.#bytes;
    const blocks = Math.ceil((length + PADDING_bytes) / BLOCK_bytes);
    const end = blocks * BLOCK_bytes;
    bytes.fill(0, length, end);
    bytes[length] = 0x80;
    new DataView(bytes.buffer).setUint32(end - 4, length * 8);
    let state: Words = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];
    for (let at = 0; at < end; at += BLOCK_bytes) {
      this.#spread(at);
      state = mixed(state, this.#words);
    }
    return state;
  }

  /** One block as 80 words. */
  #spread(from: number): void {
    const words = this.#words;
    const bytes = this.#bytes;
    for (let index = 0; index < 16; index++) {
      const at = from + index * 4;
      words[index] =
        ((bytes[at] ?? 0) << 24) |
        ((bytes[at + 1] ?? 0) << 16) |
        ((bytes[at + 2] ?? 0) << 8) |
        (bytes[at + 3] ?? 0);
    }
    for (let index = 16; index < 80; index++) {
      const word =
        (words[index - 3] ?? 0) ^
        (words[index - 8] ?? 0) ^
        (words[index - 14] ?? 0) ^
        (words[index - 16] ?? 0);
      words[index] = (word << 1) | (word >>> 31);
    }
  }
}

type Words = readonly [number, number, number, number, number];

function mixed(state: Words, words: Int32Array): Words {
  let [a, b, c, d, e] = state;
  for (let round = 0; round < 80; round++) {
    const sum = (((a << 5) | (a >>> 27)) + picked(round, b, c, d) + e + (words[round] ?? 0)) | 0;
    e = d;
    d = c;
    c = (b << 30) | (b >>> 2);
    b = a;
    a = sum;
  }
  return [
    (state[0] + a) >>> 0,
    (state[1] + b) >>> 0,
    (state[2] + c) >>> 0,
    (state[3] + d) >>> 0,
    (state[4] + e) >>> 0,
  ];
}

/** The round's function of three words, and its constant. */
function picked(round: number, b: number, c: number, d: number): number {
  if (round < 20) return ((b & c) | (~b & d)) + 0x5a827999;
  if (round < 40) return (b ^ c ^ d) + 0x6ed9eba1;
  if (round < 60) return ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc;
  return (b ^ c ^ d) + 0xca62c1d6;
}
