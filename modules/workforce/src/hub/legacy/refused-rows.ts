import { createHash } from "node:crypto";
import type { RefusedToKeep } from "@healthops/hub/engine/keep-refused";
import type { FieldValue } from "@healthops/schema/field";
import type { Mutation, Receipt } from "@healthops/protocol/wire/push";
import type { DesktopTable, TableName } from "./desktop-tables.ts";
import type { Ground, RefusedRow } from "./place-rows.ts";
import { sharedExtra } from "./plan-upload.ts";
import type { PlannedRow } from "./plan-upload.ts";
import type { ReadRow } from "./row-reader.ts";

/** What is known of a row that was refused before it became a change. */
export interface UnplacedRow {
  readonly table: DesktopTable;
  /** Its number in the file, or what stands for it when it has none. */
  readonly mark: string;
  readonly row: ReadRow;
  /** The record of the employee that an entry belongs to, when that is known. */
  readonly employeeId: string | null;
}

/** A row that was refused, with the change that it wanted. */
export interface RefusedSent extends RefusedRow {
  readonly unplaced: UnplacedRow;
}

/** Numbers of refused rows have as many bits as travel in every number. */
const SEQ_bytes = 6;

/**
 * By which number a file's row is found among the refused work of its key: the same row of the same file
 * has the same, so that a row which is refused with every upload is there once.
 */
export function refusedSeq(fileNumber: number, table: TableName, mark: string): number {
  const digest = createHash("sha256")
    .update(JSON.stringify([fileNumber, table, mark]))
    .digest();
  return digest.readUIntBE(0, SEQ_bytes);
}

/** A row that could not be placed, as refused work: what could be read, and the other cells as sent. */
export function refusedBefore(ground: Ground, refused: RefusedSent): RefusedToKeep {
  const { unplaced, code, reason } = refused;
  const { table, mark, row, employeeId } = unplaced;
  const siteId = siteOf(ground, row);
  const extra = sharedExtra(row.extra);
  const fields: Record<string, FieldValue> = {
    ...row.fields,
    ...row.unread,
    ...(extra === null ? {} : { extra }),
    ...(siteId === null ? {} : { siteId }),
    ...(employeeId === null ? {} : { employeeId }),
  };
  const id = ground.secretIds("desktop_refused", String(ground.fileNumber), table.name, mark);
  const mutation = { collection: table.collection, id, op: "create", base: 0, fields } as Mutation;
  return {
    seq: refusedSeq(ground.fileNumber, table.name, mark),
    deviceTime_ms: 0,
    mutations: [mutation],
    answers: [{ status: "rejected", code, message: `Row ${mark}: ${reason}.`, faults: [] }],
    sites: sitesOf(ground, siteId),
  };
}

/** A row whose change the engine refused. */
export function refusedByEngine(
  ground: Ground,
  table: DesktopTable,
  row: PlannedRow,
  mutations: readonly Mutation[],
  receipt: Receipt,
): RefusedToKeep {
  return {
    seq: refusedSeq(ground.fileNumber, table.name, String(row.id)),
    deviceTime_ms: 0,
    mutations,
    answers: receipt.mutations,
    sites: sitesOf(ground, row.siteId),
  };
}

/** The region that the row names, else the one that the upload is about. */
function siteOf({ regions, keySiteId, defaultSiteId }: Ground, { region }: ReadRow): string | null {
  const named = region === null ? null : regions.named(region);
  return named ?? defaultSiteId ?? keySiteId;
}

/** Whose managers look after it: the row's region and the one that sent it. */
function sitesOf({ keySiteId, defaultSiteId }: Ground, siteId: string | null): readonly string[] {
  const sites = [siteId, keySiteId ?? defaultSiteId].filter((one) => one !== null);
  return [...new Set(sites)];
}
