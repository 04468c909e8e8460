import { Buffer } from "node:buffer";
import type { Page } from "playwright-core";
import { palettePng } from "./palette-png.ts";

/** Reads a picture's pixels with the browser's own decoder: base64 of four bytes each. */
const PIXELS = `async (base64) => {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const context = canvas.getContext("2d");
  context.drawImage(bitmap, 0, 0);
  const { data, width, height } = context.getImageData(0, 0, bitmap.width, bitmap.height);
  let text = "";
  for (let at = 0; at < data.length; at += 32768) text += String.fromCharCode(...data.subarray(at, at + 32768));
  return { width, height, base64: btoa(text) };
}`;

interface Read {
  readonly width: number;
  readonly height: number;
  readonly base64: string;
}

/** What the page shows, as a PNG small enough for a repository. */
export async function shrunkScreenshot(page: Page): Promise<Buffer> {
  const whole = await page.screenshot({ animations: "disabled", caret: "hide" });
  const base64 = JSON.stringify(whole.toString("base64"));
  const read = await page.evaluate<Read>(`(${PIXELS})(${base64})`);
  const rgba = Buffer.from(read.base64, "base64");
  return palettePng({ width: read.width, height: read.height, rgba });
}
