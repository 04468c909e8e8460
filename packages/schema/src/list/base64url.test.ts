import { Buffer } from "node:buffer";
import fc from "fast-check";
import { expect, test } from "vitest";
import { fromBase64url, toBase64url } from "./base64url.ts";

test("texts travel as Node's own base64url and come back", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const encoded = toBase64url(text);
      expect(encoded).toBe(Buffer.from(text).toString("base64url"));
      expect(fromBase64url(encoded)).toBe(text);
    }),
  );
});

test("what is no base64url of UTF-8 is null", () => {
  expect(fromBase64url("a+b")).toBeNull();
  expect(fromBase64url(Buffer.from([0xff, 0xfe]).toString("base64url"))).toBeNull();
});
