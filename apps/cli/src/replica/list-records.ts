import type { GroupState } from "@healthops/replica/outbox/group-state";
import type { Collection } from "@healthops/schema/collection";
import { listColumnsOf } from "@healthops/schema/form";
import { parseListQuery } from "@healthops/schema/list/parse-list-query";
import type { Page } from "@healthops/schema/list/page";
import { collectionNamed } from "@healthops/schema/schema";
import { titleOf } from "@healthops/schema/title";
import { conditionsFilter, isNumeric, sortKeys } from "../input/conditions.ts";
import { note, printJson, printText } from "../output/print.ts";
import { pairsText, tableText } from "../output/table.ts";
import { recordJson, recordPairs, valueText } from "../output/record-text.ts";
import type { Device, DeviceOptions } from "./open-device.ts";
import { withDevice } from "./open-device.ts";
import { shortId, wholeId } from "./record-id.ts";
import { unknownRecord } from "./change-records.ts";

export interface ListOptions extends DeviceOptions {
  readonly where?: readonly string[];
  readonly sort?: readonly string[];
  readonly search?: string;
  readonly limit?: string;
  readonly after?: string;
}

/** `replica list`: one page of a collection, as this device has it. */
export async function listCommand(name: string, options: ListOptions): Promise<void> {
  await withDevice(options, async (device) => {
    const collection = collectionNamed(device.replica.schema, name);
    const { where = [], sort = [], search, limit, after } = options;
    const query = parseListQuery(collection, {
      ...(where.length === 0 ? {} : { where: conditionsFilter(collection, where) }),
      ...(sort.length === 0 ? {} : { sort: sortKeys(sort) }),
      ...(search === undefined ? {} : { search }),
      ...(limit === undefined ? {} : { limit: Number(limit) }),
      ...(after === undefined ? {} : { after }),
    });
    const page = await device.replica.list(name, query);
    if (options.json) {
      printJson({ records: page.records.map(recordJson), next: page.next });
      return;
    }
    printText(await pageTable(device, collection, page));
    if (page.records.length === 0) note(`Nothing in ${name} fits.`);
    if (page.next !== null) note(`There is more: --after ${page.next}`);
  });
}

/** `replica get`: one record in full. */
export async function getCommand(
  name: string,
  typed: string,
  options: DeviceOptions,
): Promise<void> {
  await withDevice(options, async (device) => {
    const collection = collectionNamed(device.replica.schema, name);
    const id = await wholeId(device, collection, typed);
    const record = await device.replica.get(name, id);
    if (record === null) throw unknownRecord(name, id);
    if (options.json) printJson(recordJson(record));
    else printText(pairsText(recordPairs(collection, record)));
  });
}

async function pageTable(device: Device, collection: Collection, page: Page): Promise<string> {
  if (page.records.length === 0) return "";
  const columns = listColumnsOf(collection);
  const marks = await device.replica.pendingRecords(collection.name);
  const names = await titlesOf(device, collection, page);
  const titled = [
    { title: "id" },
    ...columns.map(({ name }) => ({
      title: name,
      align: isNumeric(collection.fields[name]) ? ("right" as const) : ("left" as const),
    })),
    { title: "state" },
  ];
  const rows = page.records.map(({ id, content }) => [
    shortId(id),
    ...columns.map(({ name }) => names.get(String(content[name])) ?? valueText(content[name])),
    stateText(marks.get(id) ?? []),
  ]);
  return tableText(titled, rows);
}

/** Where a record's local changes stand, in the words of `status`. */
function stateText(states: readonly GroupState[]): string {
  const words = states.map((state) => STATES[state]).filter((word) => word !== "");
  return [...new Set(words)].join(", ");
}

const STATES: Readonly<Record<GroupState, string>> = {
  waiting: "waiting",
  sent: "waiting",
  acked: "",
  rejected: "refused",
  held: "held back",
};

/** Names of the records that a page refers to, as far as they are on this device. */
async function titlesOf(
  { replica }: Device,
  collection: Collection,
  page: Page,
): Promise<ReadonlyMap<string, string>> {
  const titles = new Map<string, string>();
  for (const name of collection.columns) {
    const to = collection.fields[name]?.to;
    if (to === undefined) continue;
    const target = collectionNamed(replica.schema, to);
    const ids = new Set(page.records.map(({ content }) => content[name]));
    for (const id of ids) {
      if (typeof id !== "string") continue;
      const record = await replica.get(to, id);
      titles.set(id, (record && titleOf(target, record.content)) ?? shortId(id));
    }
  }
  return titles;
}
