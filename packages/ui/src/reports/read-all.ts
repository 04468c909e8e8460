import type { Filter } from "@healthops/schema/list/list-query";
import { LIMIT_MAX } from "@healthops/schema/list/list-query";
import type { StoredRecord } from "@healthops/schema/record";
import type { ReportReader } from "./report.ts";

/** All records of a filter, page by page, in the order of a field. */
export async function readAll(
  reader: Pick<ReportReader, "list">,
  collection: string,
  where: Filter,
  sort: string,
): Promise<readonly StoredRecord[]> {
  const records: StoredRecord[] = [];
  let after: string | null = null;
  do {
    const page = await reader.list(collection, {
      where,
      sort: [[sort, "asc"]],
      limit: LIMIT_MAX,
      ...(after === null ? {} : { after }),
    });
    records.push(...page.records);
    after = page.next;
  } while (after !== null);
  return records;
}
