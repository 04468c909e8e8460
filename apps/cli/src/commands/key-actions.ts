import { isId } from "@healthops/base/ids";
import { Problem } from "@healthops/base/problem";
import type { Hub } from "@healthops/hub/hub";
import { SYSTEM_ACTOR } from "@healthops/hub/hub-actor";
import type { KeyAdminParts } from "@healthops/hub/keys/key-admin";
import type { ApiKey } from "@healthops/protocol/wire/admin";
import {
  allowLarge,
  createKey,
  listKeys,
  renewKey,
  revokeKey,
} from "@healthops/hub/keys/key-admin";
import { usageProblem } from "../exit-status.ts";
import { configOf } from "../hub-access/database-options.ts";
import { withHub } from "../hub-access/with-hub.ts";
import { printJson, printText } from "../output/print.ts";
import { tableText } from "../output/table.ts";
import { findSite, siteNames } from "./find-site.ts";

export interface KeyOptions extends Readonly<Record<string, unknown>> {
  readonly json?: boolean;
}

export interface CreateKeyOptions extends KeyOptions {
  readonly site?: string;
  readonly admin?: boolean;
  readonly label?: string;
}

/** `key create`. */
export async function makeKey(options: CreateKeyOptions): Promise<void> {
  const { site, admin = false } = options;
  if (admin === (site !== undefined)) {
    throw usageProblem("Say which region the key opens with --site, or all of them with --admin.");
  }
  await withHub(configOf(options), async (hub) => {
    const siteId = site === undefined ? null : await findSite(hub, site);
    const name = siteId === null ? "All regions" : (await siteNames(hub)).get(siteId);
    const label = options.label ?? name ?? "";
    const made = await createKey(partsOf(hub), { siteId, label });
    tellKey(made, options);
  });
}

/** `key list`. */
export async function showKeys(options: KeyOptions): Promise<void> {
  await withHub(configOf(options), async (hub) => {
    const keys = await listKeys(hub.pool);
    if (options.json === true) return printJson({ keys });
    const sites = await siteNames(hub);
    printText(keysTable(keys, sites));
  });
}

/** `key revoke`. */
export async function takeKeyBack(id: string, options: KeyOptions): Promise<void> {
  await withHub(configOf(options), async (hub) => {
    await revokeKey(partsOf(hub), checkedId(id));
    if (options.json === true) printJson({ id, revoked: true });
    else printText("The key opens nothing any more.");
  });
}

/** `key renew`. */
export async function changeKey(id: string, options: KeyOptions): Promise<void> {
  await withHub(configOf(options), async (hub) => {
    tellKey(await renewKey(partsOf(hub), checkedId(id)), options);
  });
}

/** `key allow-large`. */
export async function allowLargeFile(id: string, options: KeyOptions): Promise<void> {
  await withHub(configOf(options), async (hub) => {
    await allowLarge(partsOf(hub), checkedId(id));
    if (options.json === true) printJson({ id, allowed: true });
    else printText("The program may send its large file within the next 24 hours.");
  });
}

function partsOf(hub: Hub): KeyAdminParts {
  return { hub, actor: SYSTEM_ACTOR };
}

function tellKey(made: { id: string; key: string }, options: KeyOptions): void {
  if (options.json === true) return printJson({ id: made.id, key: made.key });
  printText(
    `Key:  ${made.key}\nId:   ${made.id}\nNobody can see the key again: put it into the program's settings now. One key a computer.`,
  );
}

function checkedId(id: string): string {
  if (isId(id)) return id;
  throw new Problem({
    code: "unknown_key",
    status: 404,
    message: `There is no key ${id}. \`healthops key list\` shows the ids.`,
  });
}

function keysTable(keys: readonly ApiKey[], sites: ReadonlyMap<string, string>): string {
  const rows = keys.map((key) => [
    key.id,
    key.label,
    key.siteId === null ? "all regions" : (sites.get(key.siteId) ?? key.siteId),
    key.revokedAt === null ? "active" : "taken back",
    key.lastUploadAt?.slice(0, 19) ?? "never",
  ]);
  const titles = ["id", "label", "region", "state", "last upload (UTC)"];
  return tableText(
    titles.map((title) => ({ title })),
    rows,
  );
}
