import { randomBytes } from "node:crypto";
import { Problem } from "@healthops/base/problem";
import { TOLD_MAX } from "@healthops/protocol/device-status";
import type { SecurityEventKind } from "@healthops/protocol/security-event-kinds";
import type { Queryable } from "../database/pool.ts";
import type { Hub } from "../hub.ts";
import type { HubActor } from "../hub-actor.ts";
import { mayNotManage } from "../people/may-manage.ts";
import { recordEvent } from "../security-log/security-events.ts";
import { inTransaction } from "../database/in-transaction.ts";
import type { DeviceRow } from "./device-row.ts";
import { mayRevoke } from "./device-row.ts";
import { unknownDevice, visibleDevice } from "./list-devices.ts";

type DevicesHub = Pick<Hub, "pool" | "principals">;

const RECEIPT_BYTES = 24;

/**
 * Serves a device no more: its sessions end, its live channel closes, its next request is refused with
 * `device_revoked`. Its data and unsent changes stay on it. Problems `unknown_device`, `not_permitted`.
 */
export async function revokeDevice(
  hub: DevicesHub,
  actor: HubActor,
  id: string,
  reason: string | null,
): Promise<void> {
  const device = await visibleDevice(hub.pool, actor, id);
  if (!mayRevoke(actor, device)) throw mayNotManage();
  await inTransaction(hub.pool, async (connection) => {
    await bar(connection, actor, id);
    await note(connection, "device_revoked", actor, device, reason);
  });
  hub.principals.forget();
}

/**
 * Orders a device to erase its data at its next contact, and serves it no more. What it has not sent
 * is lost. Only for administrators. Problems `unknown_device`, `not_permitted`, `device_wiped` (409).
 */
export async function wipeDevice(
  hub: DevicesHub,
  actor: HubActor,
  id: string,
  reason: string | null,
): Promise<void> {
  const device = await visibleDevice(hub.pool, actor, id);
  if (actor.role !== "ADMIN") throw mayNotManage();
  if (device.state === "wiped") throw tooLate("This device has erased its data already.");
  const receipt = randomBytes(RECEIPT_BYTES).toString("base64url");
  await inTransaction(hub.pool, async (connection) => {
    await bar(connection, actor, id);
    await connection.query(
      `update hub.replicas set wipe_ordered_at = now(), wipe_ordered_by = $2, wipe_receipt = $3
        where id = $1 and wipe_ordered_at is null`,
      [id, actor.personId, receipt],
    );
    await note(connection, "device_wipe_ordered", actor, device, reason);
  });
  hub.principals.forget();
}

/**
 * Serves a revoked device again, once its person has signed in on it anew; also takes back a wipe that
 * the device has not been told yet. Only for administrators. Problems `unknown_device`,
 * `not_permitted`, `device_wiped` (409).
 */
export async function allowDevice(
  hub: DevicesHub,
  actor: HubActor,
  id: string,
  reason: string | null,
): Promise<void> {
  const device = await visibleDevice(hub.pool, actor, id);
  if (actor.role !== "ADMIN") throw mayNotManage();
  await inTransaction(hub.pool, async (connection) => {
    const { rowCount } = await connection.query(
      `update hub.replicas set revoked_at = null, revoked_by = null, wipe_ordered_at = null,
          wipe_ordered_by = null, wipe_receipt = null
        where id = $1 and wipe_told_at is null and wiped_at is null`,
      [id],
    );
    if (rowCount === 0) throw tooLate("This device was told to erase its data; it is too late.");
    await note(connection, "device_allowed", actor, device, reason);
  });
  hub.principals.forget();
}

/**
 * A device's last word: it erased its data, with `lostChanges` that it had not sent. The receipt, which
 * only the device was given, stands for a token. Saying it again changes nothing. Problem
 * `unknown_device` (404) when device and receipt do not belong together.
 */
export async function deviceWiped(
  hub: Pick<Hub, "pool">,
  id: string,
  word: { readonly receipt: string; readonly lostChanges: number },
): Promise<void> {
  await inTransaction(hub.pool, async (connection) => {
    const { rows } = await connection.query<{
      person_id: string;
      waiting: number | null;
      over: boolean;
    }>(
      `select person_id, waiting, wiped_at is not null as over from hub.replicas
        where id = $1 and wipe_receipt = $2 for update`,
      [id, word.receipt],
    );
    const device = rows[0];
    if (device === undefined) throw unknownDevice(id);
    if (device.over) return;
    const lostChanges = Math.min(word.lostChanges, TOLD_MAX);
    await connection.query(
      `update hub.replicas set wiped_at = now(), wipe_told_at = coalesce(wipe_told_at, now()),
          lost_changes = $2 where id = $1`,
      [id, lostChanges],
    );
    await recordEvent(connection, {
      kind: "device_wiped",
      personId: device.person_id,
      detail: { device: id, lostChanges, waiting: device.waiting },
    });
  });
}

async function bar(connection: Queryable, actor: HubActor, id: string): Promise<void> {
  await connection.query(
    `update hub.replicas set revoked_at = now(), revoked_by = $2
      where id = $1 and revoked_at is null`,
    [id, actor.personId],
  );
  await connection.query(
    `update hub.sessions set revoked_at = now(), revoked_because = 'device_revoked'
      where replica_id = $1 and revoked_at is null`,
    [id],
  );
}

async function note(
  connection: Queryable,
  kind: SecurityEventKind,
  actor: HubActor,
  device: DeviceRow,
  reason: string | null,
): Promise<void> {
  await recordEvent(connection, {
    kind,
    personId: device.person_id,
    byPersonId: actor.personId,
    detail: {
      device: device.id,
      waiting: device.waiting,
      ...(reason === null ? {} : { reason }),
    },
  });
}

function tooLate(message: string): Problem {
  return new Problem({ code: "device_wiped", status: 409, message });
}
