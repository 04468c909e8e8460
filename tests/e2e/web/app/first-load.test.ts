import path from "node:path";
import { firstLoadOf, sumOf } from "@healthops/testing/browser/first-load";
import { beforeAll, expect, test } from "vitest";
import { builtApp } from "./support/built-app.ts";

const APP = path.join(import.meta.dirname, "../../../../apps/web/dist");

beforeAll(() => builtApp(), 180_000);

test("the window's first JavaScript stays under 250 KB, as gzip", () => {
  const { page } = firstLoadOf(APP);
  const heaviest = page.toSorted((a, b) => b.gzip_bytes - a.gzip_bytes).slice(0, 8);
  expect(sumOf(page), JSON.stringify(heaviest, null, 2)).toBeLessThan(250_000);
  expect(page.length).toBeGreaterThan(3);
});

test("what is read of the worker and SQLite is there: the sizes are of something", () => {
  const { worker, sqlite } = firstLoadOf(APP);
  expect(sumOf(worker)).toBeGreaterThan(20_000);
  expect(sqlite.some(({ file }) => file.endsWith(".wasm"))).toBe(true);
});
