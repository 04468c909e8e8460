import type { AuditEntry, AuditPage } from "@healthops/protocol/wire/admin";
import type { ReplicaApi } from "@healthops/replica/remote/replica-api";
import type { FieldValue } from "@healthops/schema/field";
import type { Schema } from "@healthops/schema/schema";
import { titleOf } from "@healthops/schema/title";
import type { CellValue } from "@healthops/ui/files/cell-value";
import type { Formats } from "@healthops/ui/i18n/formats";
import { kindText } from "@healthops/ui/data/kind-text";
import { valueText } from "@healthops/ui/i18n/value-text";
import type { Texts } from "@healthops/ui/i18n/texts/texts";
import { contentOf, fieldsOf, nameIn } from "./audit-entry.ts";
import type { AuditFilter } from "./audit-query.ts";
import { auditPath } from "./audit-query.ts";
import type { AUDIT_TEXT } from "./audit-text.ts";

/** More changes nobody reads in a spreadsheet; the hub's own export gives more. */
export const EXPORT_MAX = 20_000;
const PAGE = 1000;
/** Ids that one question to the replica names. */
const BATCH = 200;

interface Words {
  readonly formats: Formats;
  readonly texts: (typeof AUDIT_TEXT)["en"];
  readonly kit: Texts;
}

interface ExportedAudit {
  readonly changes: number;
  readonly rows: readonly (readonly CellValue[])[];
  /** Whether there were more than `EXPORT_MAX`. */
  readonly cut: boolean;
}

/** Reads the filtered changes and words them: one row for each changed field. */
export async function readForExport(
  api: ReplicaApi,
  schema: Schema,
  filter: AuditFilter,
  words: Words,
  onProgress: (changes: number) => void,
): Promise<ExportedAudit> {
  const { entries, cut } = await readAll(api, filter, onProgress);
  const titles = await readTitles(api, schema, entries);
  return {
    changes: entries.length,
    rows: entries.flatMap((entry) => rowsOf(entry, schema, titles, words)),
    cut,
  };
}

async function readAll(
  api: ReplicaApi,
  filter: AuditFilter,
  onProgress: (changes: number) => void,
): Promise<{ entries: readonly AuditEntry[]; cut: boolean }> {
  const path = auditPath(filter, PAGE);
  const entries: AuditEntry[] = [];
  let after: string | null = null;
  do {
    const from: string = after === null ? "" : `&after=${encodeURIComponent(after)}`;
    // Each page continues from the one before.
    const { body } = await api.askHub({ method: "GET", path: path + from });
    const page = body as AuditPage;
    entries.push(...page.entries);
    after = page.next;
    onProgress(entries.length);
  } while (after !== null && entries.length < EXPORT_MAX);
  return { entries, cut: after !== null };
}

type TitleOf = (collection: string, id: string) => string | null;

/** Names of all records that the changes mention, as far as this device has them. */
async function readTitles(
  api: ReplicaApi,
  schema: Schema,
  entries: readonly AuditEntry[],
): Promise<TitleOf> {
  const wanted = new Map<string, Set<string>>();
  const want = (collection: string, id: unknown): void => {
    if (typeof id !== "string" || !schema.collections.has(collection)) return;
    wanted.set(collection, (wanted.get(collection) ?? new Set()).add(id));
  };
  for (const entry of entries) {
    want("people", entry.personId);
    want(entry.collection, entry.recordId);
    const fields = schema.collections.get(entry.collection)?.fields ?? {};
    for (const [name, { to }] of Object.entries(fields)) {
      if (to === undefined || to === null) continue;
      want(to, entry.before?.[name]);
      want(to, entry.after?.[name]);
    }
  }
  const titles = new Map<string, string>();
  for (const [name, ids] of wanted) {
    const collection = schema.collections.get(name);
    if (collection === undefined) continue;
    const all = [...ids];
    for (let at = 0; at < all.length; at += BATCH) {
      const value = all.slice(at, at + BATCH);
      // One question at a time leaves the replica free for the screens.
      const page = await api.list(name, { where: { field: "id", op: "in", value }, limit: BATCH });
      for (const { id, content } of page.records) {
        const title = titleOf(collection, content);
        if (title !== null) titles.set(`${name} ${id}`, title);
      }
    }
  }
  return (collection, id) => titles.get(`${collection} ${id}`) ?? null;
}

function rowsOf(
  entry: AuditEntry,
  schema: Schema,
  titleOfRecord: TitleOf,
  { formats, texts, kit }: Words,
): readonly (readonly CellValue[])[] {
  const collection = schema.collections.get(entry.collection);
  const { language } = formats;
  const who =
    entry.personId === null
      ? texts.hub
      : (titleOfRecord("people", entry.personId) ?? entry.personId);
  const record =
    titleOfRecord(entry.collection, entry.recordId) ?? nameIn(entry, collection) ?? entry.recordId;
  const kind = collection === undefined ? entry.collection : collection.title.one[language];
  const head: readonly CellValue[] = [
    localTime(entry.at),
    who,
    kind,
    record,
    kit.operations[entry.op],
  ];
  const value = (name: string, given: FieldValue | undefined): string => {
    const field = collection?.fields[name];
    const named =
      collection === undefined
        ? null
        : kindText(collection, name, given, schema.collections, language);
    if (named !== null) return named;
    if (field === undefined)
      return given === null || given === undefined ? "" : JSON.stringify(given);
    if (typeof given === "string" && typeof field.to === "string") {
      return titleOfRecord(field.to, given) ?? given;
    }
    return valueText(field, given, kit, formats);
  };
  const names = fieldsOf(entry, collection);
  if (names.length === 0) {
    return [[...head, "", entry.withheld ? texts.withheld : "", "", entry.reason]];
  }
  return names.map((name) =>
    head.concat([
      collection?.fields[name]?.label[language] ?? name,
      value(name, contentOf(entry.before)[name]),
      value(name, contentOf(entry.after)[name]),
      entry.reason,
    ]),
  );
}

/** The moment by this device's clock on the wall, for a cell knows no time zones. */
function localTime(at: string): Date {
  const moment = new Date(at);
  return new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000);
}
