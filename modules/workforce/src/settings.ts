/** A record of `workforce_settings`. */
export interface GivenSetting {
  readonly key: string;
  readonly value: string | null;
  readonly siteId: string | null;
}

/** Days before a vehicle's or driver's date runs out at which it is told. */
export const WARN_DAYS_AHEAD = "warn_days_ahead";
const WARN_DAYS_PRESET = 30;

/** The value of a setting: the region's own, else that for everywhere, else null. */
function settingOf(
  settings: readonly GivenSetting[],
  key: string,
  siteId: string | null,
): string | null {
  const named = settings.filter((setting) => setting.key === key);
  const own = siteId === null ? undefined : named.find((setting) => setting.siteId === siteId);
  return (own ?? named.find((setting) => setting.siteId === null))?.value ?? null;
}

/** How many days ahead dates warn in a region; 30 where nobody wrote a whole number. */
export function warnDaysAhead(settings: readonly GivenSetting[], siteId: string | null): number {
  const value = settingOf(settings, WARN_DAYS_AHEAD, siteId);
  return value !== null && /^\d{1,4}$/.test(value.trim()) ? Number(value) : WARN_DAYS_PRESET;
}
