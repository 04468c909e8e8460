const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Clocks may differ that much without anybody being bothered. */
export const TOLERATED_MS = 5 * MINUTE_MS;

/** What is said about a clock that is wrong; `ahead_ms` is negative when it is behind. */
export const CLOCK_TEXTS = {
  en: {
    title: (ahead_ms: number) =>
      `This device's clock is ${spanOf(ahead_ms, ["day", "hour", "minute"], (n) => (n === 1 ? "" : "s"))} ${ahead_ms > 0 ? "fast" : "slow"}.`,
    text: "Set it right in the device's settings: until then, new entries may get wrong dates and times. Nothing is lost, and syncing goes on.",
  },
  tr: {
    title: (ahead_ms: number) =>
      `Bu cihazın saati ${spanOf(ahead_ms, ["gün", "saat", "dakika"], () => "")} ${ahead_ms > 0 ? "ileri" : "geri"}.`,
    text: "Cihazın ayarlarından düzeltin: o zamana kadar yeni girişlerin tarih ve saati yanlış olabilir. Hiçbir şey kaybolmaz, eşitleme sürer.",
  },
} as const;

type Units = readonly [day: string, hour: string, minute: string];

/** In the largest unit that fits. */
function spanOf(
  ahead_ms: number,
  [day, hour, minute]: Units,
  ending: (n: number) => string,
): string {
  const off_ms = Math.abs(ahead_ms);
  const [size_ms, unit] =
    off_ms >= DAY_MS - HOUR_MS / 2
      ? [DAY_MS, day]
      : off_ms >= HOUR_MS
        ? [HOUR_MS, hour]
        : [MINUTE_MS, minute];
  const count = Math.round(off_ms / size_ms);
  return `${count} ${unit}${ending(count)}`;
}
