import { inflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { palettePng } from "./palette-png.ts";

function partOf(png: Buffer, type: string): Buffer {
  const at = png.indexOf(type, 0, "latin1");
  return png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4));
}

test("few colours stay exactly as they are", () => {
  const rgba = Uint8Array.from([1, 2, 3, 255, 250, 251, 252, 255, 1, 2, 3, 255, 1, 2, 3, 255]);
  const png = palettePng({ width: 2, height: 2, rgba });
  expect([...partOf(png, "PLTE")]).toEqual([1, 2, 3, 250, 251, 252]);
  expect([...inflateSync(partOf(png, "IDAT"))]).toEqual([0, 0, 1, 0, 0, 0]);
});

test("of many colours the frequent ones stay, and the others become ones that are near", () => {
  const shades = Array.from({ length: 4_096 }, (_, at) => [at % 256, (at >> 4) % 256, 128, 255]);
  const pixels = [...Array.from({ length: 64 }, () => [9, 8, 7, 255]), ...shades];
  const png = palettePng({
    width: pixels.length,
    height: 1,
    rgba: Uint8Array.from(pixels.flat()),
  });
  const palette = partOf(png, "PLTE");
  expect(palette.length).toBeLessThanOrEqual(3 * 256);
  expect([...palette.subarray(0, 3)]).toEqual([9, 8, 7]);
  const indexes = inflateSync(partOf(png, "IDAT")).subarray(1);
  for (const [at, pixel] of pixels.entries()) {
    const index = indexes[at] ?? 0;
    for (const channel of [0, 1, 2]) {
      const drawn = palette[index * 3 + channel] ?? 0;
      expect(Math.abs(drawn - (pixel[channel] ?? 0))).toBeLessThan(48);
    }
  }
});
