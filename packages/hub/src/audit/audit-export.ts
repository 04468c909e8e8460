import { Readable } from "node:stream";
import type { FastifyReply } from "fastify";
import type { CsvValue } from "./csv.ts";
import { BYTE_ORDER_MARK, csvLine } from "./csv.ts";

/** Enough for a year of a middle-sized hub; whoever needs more asks by period. */
export const EXPORT_MAX_rows = 100_000;

/**
 * Answers with a CSV file, written page by page as it is read. The first page is read before the
 * answer begins, so that a refusal is still a refusal.
 */
export async function sendCsv<T>(
  reply: FastifyReply,
  name: string,
  columns: readonly string[],
  pages: AsyncGenerator<readonly T[]>,
  values: (entry: T) => readonly CsvValue[],
  done: (rows: number) => Promise<void>,
): Promise<FastifyReply> {
  const first = await pages.next();
  async function* lines(): AsyncGenerator<string> {
    yield BYTE_ORDER_MARK + csvLine(columns);
    let rows = 0;
    for (let page = first; page.done !== true; page = await pages.next()) {
      rows += page.value.length;
      yield page.value.map((entry) => csvLine(values(entry))).join("");
    }
    await done(rows);
  }
  return reply
    .header("content-type", "text/csv; charset=utf-8")
    .header("content-disposition", `attachment; filename="${name}"`)
    .header("cache-control", "no-store")
    .send(Readable.from(lines()));
}
