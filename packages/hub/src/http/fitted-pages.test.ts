import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { SYSTEM_ACTOR } from "../hub-actor.ts";
import type { AskedPull } from "./fitted-pages.ts";
import { FittedPages } from "./fitted-pages.ts";
import type { Pull } from "../pull/pull.ts";

/** Records of so many bytes each, which no packing makes smaller; counts how often it was read. */
function engine(record_bytes: number, records: number) {
  const reads: number[] = [];
  const pull: Pull = async (_, { limit = 0 }) => {
    const rows = Math.min(limit, records);
    reads.push(rows);
    const body = Array.from({ length: rows }, () => randomBytes(record_bytes / 2).toString("hex"));
    return { status: 200, etag: null, line: "", rows, body: body.join("") };
  };
  return { pages: new FittedPages(pull), reads };
}

const asked = (bytes: number | null, limit = 5_000): AskedPull => ({
  actor: SYSTEM_ACTOR,
  request: { protocol: 1, schema: "s", replicaId: "", epoch: null, positions: {}, limit },
  etag: null,
  claim: null,
  acceptEncoding: "zstd",
  bytes,
});

test("[PUL9] a page is as large as it may be on the way, whatever its records weigh", async () => {
  for (const weight of [40, 200, 2_000]) {
    const { pages } = engine(weight, 100_000);
    for (let page = 0; page < 3; page += 1) {
      const { compressed } = await pages.pull(asked(20_000));
      expect(compressed?.body.length).toBeLessThan(25_000);
      expect(compressed?.body.length).toBeGreaterThan(page === 0 ? 2_000 : 15_000);
    }
  }
});

test("[PUL9] pages like the one before are read once", async () => {
  const { pages, reads } = engine(400, 100_000);
  await pages.pull(asked(20_000));
  const before = reads.length;
  await pages.pull(asked(20_000));
  expect(reads.length).toBe(before + 1);
});

test("[PUL9] a single record that is larger than a page comes all the same", async () => {
  const { pages } = engine(100_000, 100_000);
  const { answer } = await pages.pull(asked(2_000));
  expect(answer).toMatchObject({ rows: 1 });
});

test("a device that asks for no size gets as many records as it asks for", async () => {
  const { pages, reads } = engine(400, 100_000);
  await pages.pull(asked(null, 700));
  expect(reads).toEqual([700]);
});
