import { gunzipSync, zstdDecompressSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { chooseEncoding, compress } from "./compress.ts";

test.each([
  [undefined, null],
  ["", null],
  ["identity", null],
  ["gzip", "gzip"],
  ["GZIP, deflate, br", "gzip"],
  ["gzip;q=1.0, zstd;q=0.5", "zstd"],
  ["gzip, zstd;q=0", "gzip"],
  ["zstd;q=0.000, gzip;q=0", null],
  ["*", "gzip"],
])("Accept-Encoding %j chooses %j", (header, encoding) => {
  expect(chooseEncoding(header)).toBe(encoding);
});

describe("compressing", () => {
  const large = Buffer.from("ölçüm ".repeat(1000));

  test("gives back what it was given", async () => {
    expect(zstdDecompressSync((await compress(large, "zstd")).body)).toEqual(large);
    expect(gunzipSync((await compress(large, "gzip")).body)).toEqual(large);
  });

  test("leaves small bodies as they are", async () => {
    const small = Buffer.from("{}");
    expect(await compress(small, "zstd, gzip")).toEqual({ encoding: null, body: small });
  });
});
