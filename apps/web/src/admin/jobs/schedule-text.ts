import type { Label } from "@healthops/schema/field";

const PLAIN = /^(\d+|\*|\*\/\d+) (\d+|\*|\*\/\d+) \* \* (\*|[0-6])$/;

const DAYS: readonly Label[] = [
  { en: "Sundays", tr: "pazar günleri" },
  { en: "Mondays", tr: "pazartesi günleri" },
  { en: "Tuesdays", tr: "salı günleri" },
  { en: "Wednesdays", tr: "çarşamba günleri" },
  { en: "Thursdays", tr: "perşembe günleri" },
  { en: "Fridays", tr: "cuma günleri" },
  { en: "Saturdays", tr: "cumartesi günleri" },
];

/** A cron schedule (UTC) as people say it; the cron text itself where it is none of the plain ones. */
export function scheduleWords(cron: string): Label {
  const [, minute = "", hour = "", weekday = "*"] = PLAIN.exec(cron.trim()) ?? [];
  const everyMinutes = /^\*\/(\d+)$/.exec(minute)?.[1];
  if (minute === "*" && hour === "*" && weekday === "*") {
    return { en: "every minute", tr: "her dakika" };
  }
  if (everyMinutes !== undefined && hour === "*" && weekday === "*") {
    return { en: `every ${everyMinutes} minutes`, tr: `${everyMinutes} dakikada bir` };
  }
  if (!/^\d+$/.test(minute)) return { en: cron, tr: cron };
  const past = minute.padStart(2, "0");
  const everyHours = /^\*\/(\d+)$/.exec(hour)?.[1];
  if (hour === "*" && weekday === "*") {
    return { en: `hourly at :${past}`, tr: `her saat :${past}` };
  }
  if (everyHours !== undefined && weekday === "*") {
    return {
      en: `every ${everyHours} hours at :${past}`,
      tr: `${everyHours} saatte bir, :${past}`,
    };
  }
  if (!/^\d+$/.test(hour)) return { en: cron, tr: cron };
  const time = `${hour.padStart(2, "0")}:${past} UTC`;
  const day = DAYS[Number(weekday)];
  if (weekday === "*" || day === undefined)
    return { en: `daily at ${time}`, tr: `her gün ${time}` };
  return { en: `${day.en} at ${time}`, tr: `${day.tr} ${time}` };
}
