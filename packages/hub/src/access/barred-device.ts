import { Problem } from "@healthops/base/problem";
import type { Queryable } from "../database/pool.ts";

/** A device that the hub serves no more. */
export interface BarredDevice {
  readonly id: string;
  /** What it proves with that it erased its data; null: it was revoked only. */
  readonly receipt: string | null;
}

/** Columns of {@link BarredDevice} out of `hub.replicas r`, as one JSON value. */
export const BARRED_JSON = `json_build_object('id', r.id, 'receipt',
  case when r.wipe_ordered_at is not null then r.wipe_receipt end)`;

/**
 * The refusal of a barred device, on whatever door it knocks: `device_wiped` carries the `receipt`
 * that the device hands in once its data is erased; `device_revoked` asks for nothing. Both 403.
 */
export function barredProblem({ receipt }: BarredDevice): Problem {
  if (receipt === null) {
    return new Problem({
      code: "device_revoked",
      status: 403,
      message:
        "This device was revoked by an administrator. Its unsent changes stay on it; ask to have it allowed again.",
    });
  }
  return new Problem({
    code: "device_wiped",
    status: 403,
    message: "An administrator ordered this device to erase its data.",
    extra: { receipt },
  });
}

/** Refuses a barred device; one that is told to erase its data is noted as told. */
export async function refuseBarred(db: Queryable, device: BarredDevice): Promise<never> {
  if (device.receipt !== null) {
    await db.query(
      `update hub.replicas set wipe_told_at = now() where id = $1 and wipe_told_at is null`,
      [device.id],
    );
  }
  throw barredProblem(device);
}

/** The device when it is barred and that person's; null for all others and unknown ones. */
export async function findBarred(
  db: Queryable,
  personId: string,
  replicaId: string,
): Promise<BarredDevice | null> {
  const { rows } = await db.query<{ barred: BarredDevice }>(
    `select ${BARRED_JSON} as barred from hub.replicas r
      where r.id = $1 and r.person_id = $2 and r.revoked_at is not null`,
    [replicaId, personId],
  );
  return rows[0]?.barred ?? null;
}
