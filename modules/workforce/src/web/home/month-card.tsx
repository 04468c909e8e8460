import { useToday } from "@healthops/ui/data/site-clock.tsx";
import { Button, Progress } from "@mantine/core";
import { useIdentity } from "@healthops/ui/data/identity.tsx";
import { useFormats, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { useNavigate } from "@healthops/ui/address/address.tsx";
import { AppLink } from "@healthops/ui/address/app-link.tsx";
import type { Presence } from "../today/presence.ts";
import { employedOn, missingCells, presenceOn } from "../today/presence.ts";
import classes from "../today/today.module.css";
import { TODAY_TEXT } from "../today/today-text.ts";
import { useMonth } from "../timesheets/use-month.ts";

const SHOWN: readonly (readonly [Presence, string])[] = [
  ["in", "good"],
  ["leave", ""],
  ["absent", "bad"],
  ["off", ""],
  ["open", "warn"],
];

/** How far the clerk's month is, and who is here today. */
export function Card() {
  const { siteId } = useIdentity();
  return siteId === null ? null : <MonthProgress siteId={siteId} />;
}

function MonthProgress({ siteId }: { readonly siteId: string }) {
  const texts = useTexts(TODAY_TEXT);
  const formats = useFormats();
  const navigate = useNavigate();
  const today = useToday();
  const month = useMonth(siteId, today.slice(0, 7), formats.compare);
  if (month.state !== "ready" || month.value.employees.length === 0) return null;
  const { value } = month;
  const groups = Map.groupBy(employedOn(value.employees, today), (employee) =>
    presenceOn(value, employee, today),
  );
  const { expected, missing } = missingCells(value, value.employees, today);
  const missingToday = groups.get("open")?.length ?? 0;
  const done = expected === 0 ? 100 : Math.floor(((expected - missing) / expected) * 100);
  const filled = texts.filled(formats.number(done, 0));
  return (
    <section className={`ho-card ${classes["card"] ?? ""}`} aria-labelledby="month-progress">
      <h2 id="month-progress">
        <AppLink href="/timesheets">{texts.progress}</AppLink>
      </h2>
      <Progress value={done} mt="xs" aria-label={filled} />
      <p className={classes["quiet"]}>{filled}</p>
      <p>{texts.missingMonth(missing - missingToday)}</p>
      <div className={classes["counts"]}>
        {SHOWN.map(([group, tone]) => {
          const count = groups.get(group)?.length ?? 0;
          return count === 0 ? null : (
            <AppLink key={group} href="/today" className="ho-chip" data-tone={tone}>
              {texts.groups[group]} {formats.number(count)}
            </AppLink>
          );
        })}
      </div>
      <Button mt="sm" onClick={() => navigate("/timesheets")}>
        {missingToday > 0 ? texts.toGrid : texts.open}
      </Button>
    </section>
  );
}
