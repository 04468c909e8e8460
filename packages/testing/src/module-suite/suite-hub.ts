import { present } from "@healthops/base/assert";
import { newId } from "@healthops/base/ids";
import type { HubActor } from "@healthops/hub/hub-actor";
import { SYSTEM_ACTOR } from "@healthops/hub/hub-actor";
import type { HubModule } from "@healthops/hub/hub-module";
import type { MutationReceipt } from "@healthops/protocol/wire/push";
import type { Collection } from "@healthops/schema/collection";
import { compileList } from "@healthops/schema/list/compile-list";
import type { ListQuery } from "@healthops/schema/list/list-query";
import type { Page } from "@healthops/schema/list/page";
import { pageOf } from "@healthops/schema/list/page";
import type { Content, StoredRecord } from "@healthops/schema/record";
import { tableShapes } from "@healthops/schema/tables/table-shapes";
import { migrateTables } from "@healthops/schema/tables/migrate-tables";
import type { AnyDatabase } from "../conformance/two-databases.ts";
import { openSqlite } from "../conformance/two-databases.ts";
import type { TestHub } from "../hub/test-hub.ts";
import { addActor, addSite, create, openTestHub } from "../hub/test-hub.ts";

/** A record that is to be made. */
export interface NewRecord {
  readonly collection: string;
  readonly id: string;
  readonly fields: Content;
}

/** A hub with the module, a replica's database beside it, and people of each role at two sites. */
export interface SuiteHub extends TestHub {
  readonly sqlite: AnyDatabase;
  readonly siteIds: readonly string[];
  readonly people: readonly HubActor[];
}

export async function openSuiteHub(modules: readonly HubModule[]): Promise<SuiteHub> {
  const opened = await openTestHub(modules);
  const { hub } = opened;
  const siteIds = [await addSite(hub, "Ankara"), await addSite(hub, "Bursa")];
  const people: HubActor[] = [];
  for (const siteId of siteIds) {
    people.push(await addActor(hub, "USER", siteId), await addActor(hub, "MANAGER", siteId));
  }
  people.push(await addActor(hub, "ADMIN", null, siteIds));
  const sqlite = await openSqlite();
  await migrateTables(sqlite, "sqlite", tableShapes(hub.schema, "sqlite"));
  return {
    ...opened,
    sqlite,
    siteIds,
    people,
    async close() {
      await sqlite.close();
      await opened.close();
    },
  };
}

/** Creates records through the engine, each on its own; the hub's answers in order. */
export async function createAll(
  { hub }: SuiteHub,
  records: readonly NewRecord[],
  actor: HubActor = SYSTEM_ACTOR,
): Promise<readonly MutationReceipt[]> {
  if (records.length === 0) return [];
  const receipts = await hub.engine.submit({
    actor,
    replica: null,
    groups: records.map(({ collection, id, fields }, at) => ({
      seq: at + 1,
      deviceTime_ms: 0,
      mutations: [create(collection, id, fields)],
    })),
  });
  return receipts.map(({ mutations }) => present(mutations[0], "every mutation gets a receipt"));
}

export function drawId({ hub }: SuiteHub): string {
  return newId(hub.ports);
}

/** Records in a page: few, so that a list has several. */
const PAGE = 7;

/** All records of a list on the hub or the replica, page by page. */
export async function listed(
  { hub, sqlite }: SuiteHub,
  collection: Collection,
  dialect: "postgres" | "sqlite",
  asked: Omit<ListQuery, "limit" | "after"> = {},
): Promise<readonly StoredRecord[]> {
  const records: StoredRecord[] = [];
  let next: string | null = null;
  do {
    const query: ListQuery = { ...asked, limit: PAGE, ...(next === null ? {} : { after: next }) };
    const { sql, parameters } = compileList(collection, query, dialect);
    const rows =
      dialect === "postgres"
        ? (await hub.pool.query<Record<string, unknown>>(sql, [...parameters])).rows
        : await sqlite.query(sql, parameters);
    const page: Page = pageOf(collection, query, dialect, rows);
    records.push(...page.records);
    next = page.next;
  } while (next !== null);
  return records;
}
