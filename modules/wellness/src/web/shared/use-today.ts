import { useEffect, useState } from "react";

/** Today's date where the device is, `YYYY-MM-DD`; it goes on at midnight and when the window wakes. */
export function useToday(): string {
  const [today, setToday] = useState(todayHere);
  useEffect(() => {
    const look = (): void => setToday(todayHere());
    const each = setInterval(look, 60_000);
    document.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(each);
      document.removeEventListener("visibilitychange", look);
    };
  }, []);
  return today;
}

/** Minute of the day where the device is, 0 to 1439. */
export function minuteHere(): number {
  const now = new Date();
  return now.getHours() * 60 + now.getMinutes();
}

/** Whether an address names a day that exists. */
export function isDay(text: string | undefined): text is string {
  if (text === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time_ms = Date.parse(text);
  return !Number.isNaN(time_ms) && new Date(time_ms).toISOString().startsWith(text);
}

function todayHere(): string {
  const now = new Date();
  const parts = [now.getFullYear(), now.getMonth() + 1, now.getDate()];
  return parts.map((part) => String(part).padStart(2, "0")).join("-");
}
