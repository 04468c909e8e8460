import type { Pattern } from "./field.ts";

/** Hour and minute of the day, as a clock on the wall shows it. */
export const TIME_OF_DAY: Pattern = {
  source: "([01][0-9]|2[0-3]):[0-5][0-9]",
  label: { en: "hours and minutes, as 08:30", tr: "saat ve dakika, 08:30 gibi" },
};
