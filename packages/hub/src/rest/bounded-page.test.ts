import type { Page } from "@healthops/schema/list/page";
import { expect, test } from "vitest";
import { ANSWER_MAX_bytes, boundedPage } from "./bounded-page.ts";

/** A list whose records are as large as `sizes` says, each cursor the place of the next. */
function listOf(sizes: readonly number[]) {
  const asked: number[] = [];
  const read = async (limit: number, after: string | undefined): Promise<Page> => {
    asked.push(limit);
    const from = Number(after ?? 0);
    const records = sizes.slice(from, from + limit).map((size, at) => ({
      id: String(from + at),
      version: 1,
      createdAt_us: 0,
      updatedAt_us: 0,
      content: { note: "x".repeat(size) },
    }));
    const end = from + records.length;
    return { records, next: end < sizes.length ? String(end) : null };
  };
  return { asked, read };
}

const ids = ({ records }: Page): number[] => records.map(({ id }) => Number(id));
const upTo = (count: number): number[] => Array.from({ length: count }, (_, at) => at);

test("an ordinary page is read at once, a large one in two", async () => {
  const { asked, read } = listOf(upTo(2_000).map(() => 200));
  expect(ids(await boundedPage(50, undefined, read))).toEqual(upTo(50));
  expect(asked).toEqual([50]);
  const page = await boundedPage(1_000, undefined, read);
  expect([ids(page), page.next]).toEqual([upTo(1_000), "1000"]);
  expect(asked).toEqual([50, 100, 900]);
});

test("large records end a page early, and the pages together have every record once", async () => {
  const mb = 1024 * 1024;
  for (const sizes of [
    upTo(300).map(() => mb / 4),
    upTo(150).map((at) => (at < 100 ? 100 : mb)),
    [20 * mb, 20 * mb, 1, 20 * mb],
  ]) {
    const { read } = listOf(sizes);
    const seen: number[] = [];
    for (let after: string | undefined; ;) {
      const page = await boundedPage(1_000, after, read);
      const bytes = page.records.reduce(
        (sum, { content }) => sum + String(content["note"]).length,
        0,
      );
      expect(page.records.length === 1 || bytes <= ANSWER_MAX_bytes).toBe(true);
      seen.push(...ids(page));
      if (page.next === null) break;
      after = page.next;
    }
    expect(seen).toEqual(upTo(sizes.length));
  }
});
