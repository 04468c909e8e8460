import { hash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { Sha1 } from "./sha1.ts";

function ours(sha1: Sha1, message: Uint8Array): string {
  sha1.room(message.length).set(message);
  return sha1
    .digest(message.length)
    .map((word) => word.toString(16).padStart(8, "0"))
    .join("");
}

test("it gives what the platform's own gives, for every length around a block's end", () => {
  const sha1 = new Sha1();
  for (let length = 0; length <= 300; length++) {
    const message = new Uint8Array(length).map((_, index) => (index * 37 + length) & 0xff);
    expect(ours(sha1, message)).toBe(hash("sha1", message));
  }
});

test("one message leaves nothing behind for the next", () => {
  const sha1 = new Sha1();
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 500 }), (message) => {
      expect(ours(sha1, message)).toBe(hash("sha1", message));
    }),
  );
});
