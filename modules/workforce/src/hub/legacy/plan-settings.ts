import type { Queryable } from "@healthops/hub/database/pool";
import type { Mutation } from "@healthops/protocol/wire/push";
import { sameValue } from "@healthops/protocol/merge/same-value";
import type { FieldValue } from "@healthops/schema/field";
import { settingIdOf } from "../../natural-ids.ts";
import type { Cell } from "./cells.ts";
import { keepCell } from "./cells.ts";
import { isRegionSetting } from "./region-settings.ts";

/** What becomes of a file's settings. */
export interface PlannedSettings {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  /** Names of new and changed ones that stay the program's own. */
  readonly keptBack: readonly string[];
  /** Of the region's settings. */
  readonly mutations: readonly Mutation[];
  /** The program's own, from now on. */
  readonly own: Readonly<Record<string, FieldValue>>;
}

interface RegionSetting {
  readonly id: string;
  readonly version: number;
  readonly value: string | null;
}

/**
 * A program's settings stay its own: it gets back what it sent. The region takes over what it has no
 * value of yet, and follows the program that changes a value which both had; so two computers that
 * are set up differently never quarrel. Only settings of working time
 * are the region's business (`isRegionSetting`): passwords, paths and keys have any names.
 */
export async function planSettings(
  db: Queryable,
  siteId: string | null,
  before: Readonly<Record<string, FieldValue>>,
  sent: readonly (readonly [string, Cell])[],
): Promise<PlannedSettings> {
  const own = {
    ...before,
    ...Object.fromEntries(sent.map(([key, cell]) => [key, keepCell(cell)])),
  };
  const keys = [...new Set(sent.map(([key]) => key))];
  const added = keys.filter((key) => !Object.hasOwn(before, key));
  const changed = keys.filter(
    (key) => Object.hasOwn(before, key) && !sameValue(before[key] ?? null, own[key] ?? null),
  );
  const numbers = {
    added: added.length,
    changed: changed.length,
    unchanged: keys.length - added.length - changed.length,
  };
  const news = [...added, ...changed];
  const shared = news.filter((key) => isRegionSetting(key));
  const counts = { ...numbers, keptBack: news.filter((key) => !isRegionSetting(key)) };
  if (siteId === null || shared.length === 0) return { ...counts, mutations: [], own };
  const known = await regionSettings(
    db,
    shared.map((key) => settingIdOf(key, siteId)),
  );
  const mutations = shared.flatMap((key) =>
    settingChange(key, siteId, known.get(settingIdOf(key, siteId)), before[key], own[key] ?? null),
  );
  return { ...counts, mutations, own };
}

function settingChange(
  key: string,
  siteId: string,
  known: RegionSetting | undefined,
  before: FieldValue | undefined,
  now: FieldValue,
): Mutation[] {
  const collection = "workforce_settings";
  const id = settingIdOf(key, siteId);
  const value = textOf(now);
  if (known === undefined) {
    return [{ collection, id, op: "create", base: 0, fields: { key, value, siteId } }];
  }
  if (known.value === value || before === undefined || known.value !== textOf(before)) return [];
  return [{ collection, id, op: "update", base: known.version, fields: { value } }];
}

function textOf(value: FieldValue): string | null {
  if (value === null) return null;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

async function regionSettings(
  db: Queryable,
  ids: readonly string[],
): Promise<ReadonlyMap<string, RegionSetting>> {
  const { rows } = await db.query<{ id: string; version: number; value: string | null }>({
    name: "desktop_settings",
    text: "select id, version, value from data.workforce_settings where id = any($1::uuid[])",
    values: [[...ids]],
  });
  return new Map(rows.map((row) => [row.id, row]));
}
