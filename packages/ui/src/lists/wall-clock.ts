/** A moment as the clock on this device's wall shows it, in UTC parts: spreadsheets know no time zones. */
export function wallClock(moment: string): Date {
  const at = new Date(moment);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000);
}

/** The moment at which the clock on this device's wall shows what the UTC parts say. */
export function momentOfWallClock(shown: Date): Date {
  return new Date(
    shown.getUTCFullYear(),
    shown.getUTCMonth(),
    shown.getUTCDate(),
    shown.getUTCHours(),
    shown.getUTCMinutes(),
    shown.getUTCSeconds(),
    shown.getUTCMilliseconds(),
  );
}
