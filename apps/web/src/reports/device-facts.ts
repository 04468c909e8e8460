import type { Schema } from "@healthops/schema/schema";
import type { ReportReader } from "@healthops/ui/reports/report";
import type { ReportRun } from "@healthops/ui/reports/use-report-run";

/** What this device holds of one kind of record. */
export interface CollectionFacts {
  readonly collection: string;
  readonly module: string;
  readonly records: number;
  /** Records with changes of this device that the hub does not have, or refused. */
  readonly unsent: number;
  /** Epoch ms of the newest change that came from the hub; null without records. */
  readonly newest_ms: number | null;
}

/** What this device holds, kind by kind, in the schema's order. */
export async function deviceFacts(
  { reader, step }: ReportRun,
  schema: Schema,
): Promise<readonly CollectionFacts[]> {
  const facts: CollectionFacts[] = [];
  const kinds = schema.modules.flatMap(({ name, collections }) =>
    collections.map((collection) => ({ module: name, collection: collection.name })),
  );
  for (const [at, { module, collection }] of kinds.entries()) {
    facts.push({ module, collection, ...(await factsOf(reader, collection)) });
    await step((at + 1) / kinds.length);
  }
  return facts;
}

async function factsOf(reader: ReportReader, collection: string) {
  const [totals, newest, pending] = await Promise.all([
    reader.totals(collection, { measures: { records: { op: "count" } } }),
    reader.list(collection, { sort: [["updatedAt_us", "desc"]], limit: 1 }),
    reader.pendingRecords(collection),
  ]);
  const states = Object.values(pending);
  const newest_us = newest.records[0]?.updatedAt_us;
  return {
    records: Number(totals[0]?.values["records"] ?? 0),
    unsent: states.filter((each) => each.some((state) => state !== "acked")).length,
    newest_ms: newest_us === undefined ? null : Math.floor(newest_us / 1000),
  };
}
