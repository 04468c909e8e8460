import { useTodayAt } from "@healthops/ui/data/site-clock.tsx";
import { Button, Group } from "@mantine/core";
import { useList } from "@healthops/ui/data/hooks";
import { useIdentity } from "@healthops/ui/data/identity.tsx";
import { valueOr } from "@healthops/ui/data/watched";
import { useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { useAddressQuery } from "@healthops/ui/address/address.tsx";
import { Page } from "@healthops/ui/shell/page.tsx";
import { EmptyState } from "@healthops/ui/states/states.tsx";
import { useState } from "react";
import { MonthBar } from "./month-bar.tsx";
import { isMonth } from "./month-name.ts";
import { MonthView } from "./month-view.tsx";
import classes from "./timesheets.module.css";
import { TIMESHEETS_TEXT } from "./timesheets-text.ts";

const SITES = { limit: 500, sort: [["name", "asc"]] } as const;

/** Every region as a button, for whom belongs to none. */
function SiteButtons({ onSite }: { onSite(site: string): void }) {
  const sites = valueOr(useList("sites", SITES), null)?.records ?? [];
  return (
    <Group justify="center" gap="xs">
      {sites.map(({ id, content }) => (
        <Button key={id} variant="default" onClick={() => onSite(id)}>
          {String(content["name"])}
        </Button>
      ))}
    </Group>
  );
}

/** The month grid of a region: where its office spends the day. */
export function Screen() {
  const texts = useTexts(TIMESHEETS_TEXT);
  const person = useIdentity();
  const [query, change] = useAddressQuery();
  const [search, setSearch] = useState("");
  const anySite = person.role === "ADMIN" || person.siteId === null;
  const siteId = (anySite ? query["site"] : null) ?? person.siteId;
  const thisMonth = useTodayAt(siteId).slice(0, 7);
  const month = isMonth(query["month"]) ? query["month"] : thisMonth;
  const bar = {
    siteId,
    month,
    thisMonth,
    search,
    anySite,
    onSite: (site: string | null) => change({ site }),
    onMonth: (to: string) => change({ month: to === thisMonth ? null : to }),
    onSearch: setSearch,
  };
  return (
    <Page title={texts.title} fill>
      <div className={classes["screen"]}>
        {siteId === null ? (
          <>
            <MonthBar {...bar} />
            <EmptyState
              title={texts.noRegion}
              text={texts.noRegionText}
              action={<SiteButtons onSite={bar.onSite} />}
            />
          </>
        ) : (
          <MonthView key={`${siteId} ${month}`} {...bar} siteId={siteId} />
        )}
      </div>
    </Page>
  );
}
