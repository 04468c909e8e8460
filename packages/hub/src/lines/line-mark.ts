import { createHmac, timingSafeEqual } from "node:crypto";
import type { Positions } from "@healthops/protocol/wire/pull";

/** What a hub once told a device: where it stands, in which line, when. */
export interface Standing {
  readonly replicaId: string;
  readonly lineId: string;
  /** Time of the database when it was told. */
  readonly at_us: number;
  /** The last of the device's numbers that the hub knew. */
  readonly lastSeq: number;
  readonly positions: Positions;
}

/** A mark as a device gives it back; whether the hub ever gave it out, only {@link isGenuine} knows. */
export interface LineMark {
  readonly lineId: string;
  readonly at_us: number;
  readonly lastSeq: number;
  readonly seal: string;
}

const MARK = /^([0-9a-f-]{36})\.(\d{1,16})\.(\d{1,15})\.([\w-]{22})$/;

/**
 * A standing as a short text, sealed with the hub's secret: a device that comes back with it and finds
 * a hub that knows less proves that the hub has lost something [LIN6], and no other device can.
 */
export function markOf(secret: string, standing: Standing): string {
  const { lineId, at_us, lastSeq } = standing;
  return `${lineId}.${at_us}.${lastSeq}.${sealOf(secret, standing)}`;
}

/** Null for a text that no hub wrote. */
export function readMark(text: string): LineMark | null {
  const [, lineId, at, lastSeq, seal] = MARK.exec(text) ?? [];
  if (lineId === undefined || seal === undefined) return null;
  return { lineId, at_us: Number(at), lastSeq: Number(lastSeq), seal };
}

/** Whether a hub with this secret gave that mark to this device, with these positions. */
export function isGenuine(
  secret: string,
  mark: LineMark,
  device: Pick<Standing, "replicaId" | "positions">,
): boolean {
  const { lineId, at_us, lastSeq } = mark;
  const expected = sealOf(secret, { ...device, lineId, at_us, lastSeq });
  return timingSafeEqual(Buffer.from(expected), Buffer.from(mark.seal));
}

function sealOf(secret: string, standing: Standing): string {
  const { replicaId, lineId, at_us, lastSeq, positions } = standing;
  const hmac = createHmac("sha256", secret);
  hmac.update(`${replicaId} ${lineId} ${at_us} ${lastSeq}`);
  for (const key of Object.keys(positions).toSorted()) hmac.update(`\n${key} ${positions[key]}`);
  return hmac.digest("base64url").slice(0, 22);
}
