import { newId } from "@healthops/base/ids";
import type { Ports } from "@healthops/base/ports";
import type { SecretIds } from "@healthops/hub/vault/secret-ids";
import { entryIdOf } from "../../natural-ids.ts";
import type { DesktopTable } from "./desktop-tables.ts";
import { CREATED_COLUMN } from "./desktop-tables.ts";
import type { TableState } from "./file-state.ts";
import { recordAt } from "./file-state.ts";
import type { PlacedRow } from "./plan-upload.ts";
import type { Regions } from "./regions.ts";
import type { ReadRow } from "./row-reader.ts";
import type { SentRow } from "./scan-database.ts";

/** A row that is not taken, and why. */
export interface RefusedRow {
  readonly id: number | null;
  readonly code: string;
  readonly reason: string;
}

/** Where rows of an upload may go. */
export interface Ground {
  readonly regions: Regions;
  /** The only region that the key opens; null for all. */
  readonly keySiteId: string | null;
  /** The region of rows that name none. */
  readonly defaultSiteId: string | null;
  readonly ports: Pick<Ports, "clock" | "random">;
  /** Stands for the file's lineage in the ids of its employees. */
  readonly fileNumber: number;
  readonly secretIds: SecretIds;
}

/** Where a row belongs: its region's id, or why it cannot be taken. */
export function siteOfRow(
  ground: Ground,
  row: ReadRow,
  otherwise: string | null,
): string | RefusedRow {
  const { regions, keySiteId, defaultSiteId } = ground;
  if (row.region === null) {
    const siteId = otherwise ?? defaultSiteId;
    return (
      siteId ??
      refusal("region_missing", "it names no region; fill its column region, or send X-Region")
    );
  }
  const siteId = regions.named(row.region);
  if (siteId === null) return refusal("unknown_region", "its region is none of this hub's");
  if (keySiteId !== null && siteId !== keySiteId) {
    return refusal(
      "other_region",
      `it belongs to ${regions.nameOf(siteId)}, and this key opens ${regions.nameOf(keySiteId)} only`,
    );
  }
  return siteId;
}

/** The record of a row that is numbered by the program itself: the known one, or a new one. */
export function placeNumbered(
  ground: Ground,
  table: DesktopTable,
  state: TableState,
  sent: SentRow,
  row: ReadRow,
  siteId: string,
): PlacedRow {
  const { id, at, hash } = sent;
  const placed = { id, at, hash, row, siteId };
  if (at >= 0) return { ...placed, recordId: recordAt(state, at), base: state.bases[at] ?? 0 };
  const recordId = table.name === "employees" ? employeeIdOf(ground, id, row) : newId(ground.ports);
  return { ...placed, recordId, base: 0 };
}

/**
 * An employee is known by the number and the time of creation, because programs give the number of a
 * deleted row to the next one.
 */
export function employeeIdOf(ground: Ground, id: number, row: ReadRow): string {
  const created = row.extra[CREATED_COLUMN];
  const key = [String(ground.fileNumber), String(id), String(created ?? "")];
  return ground.secretIds("desktop_employees", ...key);
}

/** Finds the row of the state that stands for a record; made when first asked. */
export class RecordPlaces {
  readonly #state: TableState;
  #places: Map<string, number> | null = null;

  constructor(state: TableState) {
    this.#state = state;
  }

  of(recordId: string): number {
    if (this.#state.ids.length === 0) return -1;
    this.#places ??= new Map(
      Array.from(this.#state.ids, (_, index) => [recordAt(this.#state, index), index]),
    );
    return this.#places.get(recordId) ?? -1;
  }
}

/** A timesheet row's record: the entry of its employee and day, whatever number the row has. */
export function placeEntry(
  state: TableState,
  there: Uint8Array,
  places: RecordPlaces,
  sent: SentRow,
  row: ReadRow,
  employeeId: string,
  siteId: string,
): PlacedRow | RefusedRow {
  const { id, hash } = sent;
  const recordId = entryIdOf(employeeId, String(row.fields["date"]));
  const placed = { id, hash, row, siteId, recordId };
  if (sent.at >= 0 && recordAt(state, sent.at) === recordId) {
    return { ...placed, at: sent.at, base: state.bases[sent.at] ?? 0 };
  }
  const other = places.of(recordId);
  if (other < 0) return { ...placed, at: sent.at, base: 0 };
  if (there[other] === 1) {
    return refusal(
      "day_taken",
      `row ${state.ids[other]} has the same employee and day; a day is one row`,
      id,
    );
  }
  // Deleted in the program and entered again: it goes on from what was there.
  return { ...placed, at: other, base: state.bases[other] ?? 0 };
}

function refusal(code: string, reason: string, id: number | null = null): RefusedRow {
  return { id, code, reason };
}

export function isRefused(placed: PlacedRow | RefusedRow | string): placed is RefusedRow {
  return typeof placed !== "string" && "reason" in placed;
}
