import { useTodayAt } from "@healthops/ui/data/site-clock.tsx";
import { Button } from "@mantine/core";
import { useIdentity } from "@healthops/ui/data/identity.tsx";
import { useFormats, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { useAddressQuery } from "@healthops/ui/address/address.tsx";
import { AppLink } from "@healthops/ui/address/app-link.tsx";
import { Page } from "@healthops/ui/shell/page.tsx";
import { EmptyState, ErrorState, LoadingState } from "@healthops/ui/states/states.tsx";
import { cellText } from "../../cell-text.ts";
import { SiteSelect } from "../shared/site-select.tsx";
import { useNow } from "../shared/use-now.ts";
import { TIMESHEETS_TEXT } from "../timesheets/timesheets-text.ts";
import type { Month } from "../timesheets/use-month.ts";
import { useMonth } from "../timesheets/use-month.ts";
import type { Presence } from "./presence.ts";
import { employedOn, presenceOn } from "./presence.ts";
import classes from "./today.module.css";
import { TODAY_TEXT } from "./today-text.ts";

const GROUPS: readonly Presence[] = ["in", "open", "leave", "absent", "off"];
const MINUTE_MS = 60_000;

/** Who is here today, who is on leave or absent, and who was not entered yet. */
export function Screen() {
  const texts = useTexts(TODAY_TEXT);
  const grid = useTexts(TIMESHEETS_TEXT);
  const formats = useFormats();
  const person = useIdentity();
  const [query, change] = useAddressQuery();
  useNow(MINUTE_MS);
  const anySite = person.role === "ADMIN" || person.siteId === null;
  const siteId = (anySite ? query["site"] : null) ?? person.siteId;
  const today = useTodayAt(siteId);
  const href = `/timesheets${siteId === null || !anySite ? "" : `?site=${siteId}`}`;
  return (
    <Page
      title={texts.title}
      actions={
        <Button component={AppLink} href={href}>
          {texts.toGrid}
        </Button>
      }
    >
      <div className={classes["head"]}>
        <p className={classes["quiet"]}>{formats.day(today, "weekday")}</p>
        {anySite && <SiteSelect value={siteId} onChange={(site) => change({ site })} />}
      </div>
      {siteId === null ? (
        <EmptyState title={grid.noRegion} text={grid.noRegionText} />
      ) : (
        <Board key={siteId} siteId={siteId} today={today} />
      )}
    </Page>
  );
}

function Board({ siteId, today }: { readonly siteId: string; readonly today: string }) {
  const texts = useTexts(TODAY_TEXT);
  const formats = useFormats();
  const month = useMonth(siteId, today.slice(0, 7), formats.compare);
  if (month.state === "failed") return <ErrorState error={month.error} />;
  if (month.state === "loading") return <LoadingState lines={10} />;
  const { value } = month;
  const people = employedOn(value.employees, today);
  const groups = Map.groupBy(people, (employee) => presenceOn(value, employee, today));
  return (
    <div className={classes["groups"]}>
      {GROUPS.map((group) => {
        const own = groups.get(group) ?? [];
        return (
          <section key={group} className={`ho-card ${classes["group"] ?? ""}`} data-group={group}>
            <h2>
              {texts.groups[group]} <span className="ho-number">{own.length}</span>
            </h2>
            {own.length === 0 && <p className={classes["quiet"]}>{texts.nobody}</p>}
            <ul>
              {own.map((employee) => (
                <li key={employee.id}>
                  <span>
                    {employee.name}
                    <small>{employee.position}</small>
                  </span>
                  <b>{enteredText(value, employee.id, today)}</b>
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}

function enteredText({ entries }: Month, employeeId: string, today: string): string {
  const entry = entries.get(employeeId)?.find(({ date }) => date === today);
  return entry === undefined ? "" : cellText(entry);
}
