import type { SiteClock } from "@healthops/schema/core/site-clock";
import { dayAtSite, NO_CLOCK, siteClockOf } from "@healthops/schema/core/site-clock";
import type { ReactNode } from "react";
import { createContext, useContext, useEffect, useMemo, useState } from "react";
import { useRecord } from "./hooks.ts";
import { useIdentity } from "./identity.tsx";

const ClockContext = createContext<SiteClock>(NO_CLOCK);
/** No site has it. */
const NO_SITE = "00000000-0000-0000-0000-000000000000";

/** Tells the screens below it by which clock the days go at the site of who is signed in [DAY1]. */
export function SiteClockProvider({ children }: { readonly children: ReactNode }) {
  const { siteId } = useIdentity();
  const { clock, isRead } = useSiteClock(siteId);
  // A form that took the device's day in its first moment would keep it.
  return isRead ? <ClockContext value={clock ?? NO_CLOCK}>{children}</ClockContext> : null;
}

/** Today at the own site, `YYYY-MM-DD`; where nobody said which clock goes there, on this device. */
export function useToday(): string {
  return useDay(useContext(ClockContext));
}

/** Today at some site; at the own one while its clock is not known, or for none. */
export function useTodayAt(siteId: string | null): string {
  const own = useContext(ClockContext);
  return useDay(useSiteClock(siteId).clock ?? own);
}

/** The time zone of a site; null where nobody said, and while it is read. */
export function useTimeZone(siteId: string): string | null {
  return useSiteClock(siteId).clock?.timeZone ?? null;
}

interface ReadClock {
  /** Null while it is read, and where there is no such site. */
  readonly clock: SiteClock | null;
  readonly isRead: boolean;
}

function useSiteClock(siteId: string | null): ReadClock {
  const site = useRecord("sites", siteId ?? NO_SITE);
  const content = site.state === "ready" ? (site.value?.content ?? null) : null;
  const isThere = content !== null;
  const { timeZone = null, dayStart = null } = content ?? {};
  const isRead = siteId === null || site.state !== "loading";
  return useMemo(
    () => ({ clock: isThere ? siteClockOf({ timeZone, dayStart }) : null, isRead }),
    [isThere, timeZone, dayStart, isRead],
  );
}

/** It goes on at the end of the day, and when the window wakes. */
function useDay(clock: SiteClock): string {
  const day = dayNow(clock);
  const [, setShown] = useState(day);
  useEffect(() => {
    const look = (): void => setShown(dayNow(clock));
    const each = setInterval(look, 60_000);
    document.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(each);
      document.removeEventListener("visibilitychange", look);
    };
  }, [clock]);
  return day;
}

function dayNow(clock: SiteClock): string {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  return dayAtSite(clock, Date.now(), timeZone);
}
