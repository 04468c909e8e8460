import type { Line } from "./line-row.ts";

const TAG_CHARACTERS = 8;

/**
 * Devices from before lines know epochs only [LIN5]: to them every line but the first is an epoch of its
 * own, so that they follow it as they follow a restored hub.
 */
export function epochForOlder(epoch: string, { id, number }: Pick<Line, "id" | "number">): string {
  return number <= 1 ? epoch : `${epoch}.${id.slice(0, TAG_CHARACTERS)}`;
}

/** Whether an epoch that a device names is this hub's, in whichever line. */
export function isOfEpoch(named: string, epoch: string): boolean {
  return named === epoch || named.startsWith(`${epoch}.`);
}
