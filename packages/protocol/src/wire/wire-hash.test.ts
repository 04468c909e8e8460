import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { expect, it } from "vitest";
import { PROTOCOL_VERSION } from "../version.ts";

/**
 * What travels, as hashes. When this test fails, peers of different age may misread each other: raise
 * PROTOCOL_VERSION if an older one could, say so in the sync spec, and only then copy the new hashes.
 */
const AGREED = {
  protocol: 1,
  hashes: {
    auth: "d0da9dde2a51fdf2",
    common: "22618f7f71fe1d7a",
    live: "640f03a66fb572c5",
    problem: "c42a26e947217231",
    pull: "be636e8d6e88c5f0",
    push: "eff179ec4ff5f3da",
  },
};

it("[VER1] a wire shape never changes silently", async () => {
  const files = readdirSync(import.meta.dirname).filter((file) => /^[a-z-]+\.ts$/.test(file));
  const names = files.map((file) => file.replace(/\.ts$/, "")).toSorted();
  const hashes: Record<string, string> = {};
  for (const name of names) {
    const exported: Record<string, unknown> = await import(`../wire/${name}.ts`);
    // Functions are no shapes; everything else (limits too) is part of the agreement.
    const shapes = Object.entries(exported)
      .filter(([, value]) => typeof value !== "function")
      .toSorted(([a], [b]) => (a < b ? -1 : 1));
    const text = JSON.stringify(shapes);
    hashes[name] = createHash("sha256").update(text).digest("hex").slice(0, 16);
  }
  expect({ protocol: PROTOCOL_VERSION, hashes }).toEqual(AGREED);
});
