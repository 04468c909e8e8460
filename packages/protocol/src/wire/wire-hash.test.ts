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
    auth: "bcc5727fb5193fb8",
    common: "391cf3dc06b68e63",
    live: "b0f37bfb1b8f66ad",
    problem: "3df0ed198bdf873b",
    pull: "12b5043353453b36",
    push: "49a4f6f1294e5951",
  },
};

/** Read only by screens that come from the same hub. */
const NO_PART_OF_SYNC = new Set(["admin", "passwords", "refused"]);

it("[VER1] a wire shape never changes silently", async () => {
  const files = readdirSync(import.meta.dirname).filter((file) => /^[a-z-]+\.ts$/.test(file));
  const names = files
    .map((file) => file.replace(/\.ts$/, ""))
    .filter((name) => !NO_PART_OF_SYNC.has(name))
    .toSorted();
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
