/** The header of a pull in which a device tells how it is doing; a hub that does not know it loses nothing. */
export const DEVICE_STATUS_HEADER = "healthops-device";

/** What a device tells of itself: its own word, which decides nothing [DEV5]. */
export interface DeviceStatus {
  /** Version of its program; null when it does not say. */
  readonly app: string | null;
  /** Groups that wait to be sent. */
  readonly waiting: number;
  /** Groups that the hub refused and nobody has corrected or discarded yet. */
  readonly rejected: number;
  /** Open conflicts that the device holds. */
  readonly conflicts: number;
}

const APP = /^[\w.+-]{1,40}$/;
/** Hubs take more digits than they keep, for devices that count on. */
const COUNT = /^\d{1,9}$/;
/** More than that is said by nobody who is right: it would only drown what others say in sums. */
export const TOLD_MAX = 999_999;
const TEXT_MAX_characters = 200;

/** `app=0.1.0 waiting=3 rejected=0 conflicts=1` */
export function deviceStatusText({ app, waiting, rejected, conflicts }: DeviceStatus): string {
  const counts = Object.entries({ waiting, rejected, conflicts }).map(
    ([name, count]) => `${name}=${Math.min(count, TOLD_MAX)}`,
  );
  return [...(app === null || !APP.test(app) ? [] : [`app=${app}`]), ...counts].join(" ");
}

/**
 * Reads what {@link deviceStatusText} wrote, in any order; what it does not know it passes over, so
 * that devices may tell more one day [VER2]. Null when a count is missing or none.
 */
export function readDeviceStatus(text: string | undefined): DeviceStatus | null {
  if (text === undefined || text.length > TEXT_MAX_characters) return null;
  const told = new Map(
    text.split(" ").map((part): [string, string] => {
      const [name = "", value = ""] = part.split("=", 2);
      return [name, value];
    }),
  );
  const waiting = countOf(told.get("waiting"));
  const rejected = countOf(told.get("rejected"));
  const conflicts = countOf(told.get("conflicts"));
  if (waiting === null || rejected === null || conflicts === null) return null;
  const app = told.get("app") ?? "";
  return { app: APP.test(app) ? app : null, waiting, rejected, conflicts };
}

function countOf(text: string | undefined): number | null {
  return text !== undefined && COUNT.test(text) ? Math.min(Number(text), TOLD_MAX) : null;
}
