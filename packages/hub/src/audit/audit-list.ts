import { isId } from "@healthops/base/ids";
import { invalidQuery } from "@healthops/schema/list/parse-list-query";
import { scopesOfSite } from "@healthops/schema/person";
import type pg from "pg";
import type { Engine } from "../engine/engine.ts";
import type { HubActor } from "../hub-actor.ts";
import type { GivenParameters } from "../requests/query-parameters.ts";
import {
  ID,
  MOMENT,
  TEXT,
  described,
  oneOf,
  paging,
  readParameters,
} from "../requests/query-parameters.ts";
import type { HistoryEntry, HistoryPage, HistoryRow } from "./history-entry.ts";
import { HISTORY_COLUMNS, historyEntry } from "./history-entry.ts";
import {
  isCount,
  isSmallCount,
  isTinyCount,
  cursorOf,
  readCursor,
} from "../requests/page-cursor.ts";
import { requireRole } from "../requests/require-role.ts";
import { scopeNumbers } from "./scope-numbers.ts";

const LIMIT = 50;
const PAGE = 1_000;
const PARAMETERS = {
  from: described("Not before this moment.", MOMENT),
  to: described("Before this moment.", MOMENT),
  person: described("Only of this person.", ID),
  collection: described("Only records of this kind.", TEXT),
  record: described("Only this record.", ID),
  op: described("Only this operation.", oneOf(["create", "update", "delete", "restore"])),
  device: described("Only from this device's database.", ID),
  site: described("Only of records that this site holds.", ID),
};
const PAGING = paging(1000, LIMIT);

/** The query parameters of the trail as the API's document has them: those of the list, or of a file. */
export function auditParameters(collections: Iterable<string>, of: "list" | "file") {
  const kinds = { type: "string", enum: [...collections] };
  const chosen = { ...PARAMETERS, collection: { ...PARAMETERS.collection, schema: kinds } };
  return of === "list" ? { ...chosen, ...PAGING } : chosen;
}
type AuditQuery = ReturnType<typeof readParameters<typeof PARAMETERS>>;
const LIST = "audit";
const CURSOR = [isCount, isId, isTinyCount, isSmallCount];

/** What reading the audit trail needs of the hub. */
export interface AuditedHub {
  readonly pool: pg.Pool;
  readonly engine: Pick<Engine, "catalog">;
}

/**
 * What changed, newest first. A manager sees the changes of their site's records; an administrator
 * sees that something changed everywhere, but content only of what they hold. Throws a Problem
 * `not_permitted` for anybody else, `invalid_query` or `invalid_cursor`.
 */
export async function listAudit(
  hub: AuditedHub,
  actor: HubActor,
  given: GivenParameters,
): Promise<HistoryPage> {
  requireRole(actor, "MANAGER");
  const { limit = LIMIT, after, ...asked } = readParameters(given, { ...PARAMETERS, ...PAGING });
  const below = after === undefined ? null : readCursor(LIST, CURSOR, after);
  return auditPage(hub, actor, asked, limit, below);
}

/**
 * The same without paging, for an export: page after page, at most `most` entries. Problems as
 * {@link listAudit}; the first ones before anything is yielded.
 */
export async function* allAudit(
  hub: AuditedHub,
  actor: HubActor,
  given: GivenParameters,
  most: number,
): AsyncGenerator<readonly HistoryEntry[]> {
  requireRole(actor, "MANAGER");
  const asked = readParameters(given, PARAMETERS);
  let after: string | null = null;
  for (let left = most; left > 0;) {
    const below = after === null ? null : readCursor(LIST, CURSOR, after);
    const page: HistoryPage = await auditPage(hub, actor, asked, Math.min(left, PAGE), below);
    yield page.entries;
    left -= page.entries.length;
    after = page.next;
    if (after === null) return;
  }
}

async function auditPage(
  hub: AuditedHub,
  actor: HubActor,
  asked: AuditQuery,
  limit: number,
  below: readonly (string | number)[] | null,
): Promise<HistoryPage> {
  const condition = new Conditions(await scopeNumbers(hub.pool, actor.scopes));
  if (actor.role !== "ADMIN")
    condition.inScopes(await scopeNumbers(hub.pool, scopesOfSites(hub, actor.siteIds)));
  if (asked.site !== undefined) {
    condition.inScopes(await scopeNumbers(hub.pool, scopesOfSites(hub, [asked.site])));
  }
  condition.add("h.at_us >= ", asked.from, "::bigint");
  condition.add("h.at_us < ", asked.to, "::bigint");
  condition.add("h.person_id = ", asked.person, "::uuid");
  condition.add("h.record_id = ", asked.record, "::uuid");
  condition.add("h.op = ", asked.op, "::text");
  condition.add("h.replica_id = ", asked.device, "::uuid");
  condition.add("h.collection_id = ", collectionNumber(hub, asked.collection), "::smallint");
  if (below !== null) condition.below(below);
  const { rows } = await hub.pool.query<HistoryRow>(
    `select ${HISTORY_COLUMNS}
      from hub.history h join hub.collections c on c.id = h.collection_id
      where ${condition.text} order by h.at_us desc, h.record_id desc, h.collection_id desc, h.version desc
      limit ${limit + 1}`,
    condition.values,
  );
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const more = rows.length > limit && last !== undefined;
  return { entries: page.map(historyEntry), next: more ? rowCursor(last) : null };
}

function scopesOfSites(hub: AuditedHub, siteIds: readonly string[]): readonly string[] {
  const { duties } = hub.engine.catalog.schema;
  return siteIds.flatMap((siteId) => scopesOfSite(duties, siteId));
}

function rowCursor(row: HistoryRow): string {
  return cursorOf(LIST, [row.at_us, row.record_id, row.collection_id, row.version]);
}

function collectionNumber(hub: AuditedHub, name: string | undefined): number | undefined {
  if (name === undefined) return undefined;
  const { collections } = hub.engine.catalog.schema;
  if (collections.has(name)) return hub.engine.catalog.named(name).number;
  throw invalidQuery(
    "collection",
    "There is no such collection",
    [...collections.keys()].join(", "),
  );
}

/** Conditions of a statement and their parameters; `$1` is the reader's scopes. */
class Conditions {
  readonly values: unknown[];
  readonly #parts: string[] = ["true"];

  constructor(held: readonly number[]) {
    this.values = [held];
  }

  get text(): string {
    return this.#parts.join(" and ");
  }

  /** Left out when there is no value. */
  add(condition: string, value: unknown, cast: string): void {
    if (value !== undefined) this.#parts.push(`${condition}${this.#parameter(value)}${cast}`);
  }

  inScopes(numbers: readonly number[]): void {
    const scopes = `${this.#parameter(numbers)}::int[]`;
    this.#parts.push(`(h.scope_ids && ${scopes} or h.left_scope_ids && ${scopes})`);
  }

  below(row: readonly unknown[]): void {
    const values = row.map((value) => this.#parameter(value)).join(", ");
    this.#parts.push(`(h.at_us, h.record_id, h.collection_id, h.version) < (${values})`);
  }

  #parameter(value: unknown): string {
    return `$${this.values.push(value)}`;
  }
}
