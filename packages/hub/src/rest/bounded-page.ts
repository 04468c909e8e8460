import type { Page } from "@healthops/schema/list/page";

/** About so much is answered at once; the rest is on the next page. */
export const ANSWER_MAX_bytes = 8 * 1024 * 1024;
/** So many show how large the records are, before more of them are read. */
const FIRST_READ = 100;

/** Reads so many records at most, from a place on. */
export type ReadPage = (limit: number, after: string | undefined) => Promise<Page>;

/** A page of at most `limit` records that is no larger than an answer may be, but for a single record. */
export async function boundedPage(
  limit: number,
  after: string | undefined,
  read: ReadPage,
): Promise<Page> {
  const first = await fitting(Math.min(limit, FIRST_READ), after, ANSWER_MAX_bytes, read);
  const { records, next } = first.page;
  const left_bytes = ANSWER_MAX_bytes - first.bytes;
  const each_bytes = Math.max(1, first.bytes / Math.max(1, records.length));
  const wanted = Math.min(limit - records.length, Math.floor(left_bytes / each_bytes));
  if (next === null || wanted < 1) return first.page;
  const { page, bytes } = await fitting(wanted, next, left_bytes, read);
  if (bytes > left_bytes) return first.page;
  return { records: [...records, ...page.records], next: page.next };
}

/** Reads fewer where they turn out to be larger. */
async function fitting(
  limit: number,
  after: string | undefined,
  max_bytes: number,
  read: ReadPage,
): Promise<{ page: Page; bytes: number }> {
  for (let most = limit; ;) {
    const page = await read(most, after);
    const bytes = page.records.reduce((sum, { content }) => sum + sizeOf(content), 0);
    if (bytes <= max_bytes || most === 1) return { page, bytes };
    most = Math.max(1, Math.floor((Math.min(most, page.records.length) * max_bytes) / bytes) - 1);
  }
}

/** About what it takes as JSON; exactly is not worth writing it twice. */
function sizeOf(value: unknown): number {
  if (typeof value === "string") return value.length + 2;
  if (typeof value !== "object" || value === null) return 8;
  let size = 2;
  for (const [key, inner] of Object.entries(value)) size += key.length + 4 + sizeOf(inner);
  return size;
}
