import { useToday } from "@healthops/ui/data/site-clock.tsx";
import { hasRole } from "@healthops/schema/person";
import { useList } from "@healthops/ui/data/hooks";
import { useIdentity } from "@healthops/ui/data/identity.tsx";
import { valueOr } from "@healthops/ui/data/watched";
import { useFormats, useLanguage, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { Page } from "@healthops/ui/shell/page.tsx";
import { EmptyList } from "@healthops/ui/states/empty-list.tsx";
import { ErrorState, LoadingState } from "@healthops/ui/states/states.tsx";
import { useMemo } from "react";
import { useNow } from "../shared/use-now.ts";
import { monthName } from "../../rules/month-name.ts";
import { periodContent } from "../timesheets/records.ts";
import { Figures } from "./figures.tsx";
import { RegionCard } from "./region-card.tsx";
import { sumOfFigures } from "./region-figures.ts";
import classes from "./regions.module.css";
import { REGIONS_TEXT } from "./regions-text.ts";
import type { Pc } from "./staleness.ts";
import { freshnessOf, pcsByRegion } from "./staleness.ts";
import type { HubDevices } from "./use-regions.ts";
import { isOffline, useHubDevices, useRegionFigures } from "./use-regions.ts";

const TICK_MS = 15_000;

/** Every region at a glance: what was entered this month, and whether its PCs keep up. */
export function Screen() {
  const texts = useTexts(REGIONS_TEXT);
  const { language } = useLanguage();
  const person = useIdentity();
  const today = useToday();
  const month = today.slice(0, 7);
  const now_ms = useNow(TICK_MS);
  const sites = useList("sites", { limit: 500, sort: [["name", "asc"]] });
  const regions = useMemo(
    () =>
      (valueOr(sites, null)?.records ?? []).filter(
        ({ id }) => hasRole(person, "ADMIN") || person.siteIds.includes(id),
      ),
    [sites, person],
  );
  const devices = useHubDevices();
  const { figures, error } = useRegionFigures(
    regions.map(({ id }) => id),
    month,
    today,
  );
  const states = usePeriodStates(month);
  const pcs = useMemo(() => pcsByRegion(devices.devices ?? [], now_ms), [devices, now_ms]);
  if (sites.state === "failed") return <ErrorState error={sites.error} />;
  return (
    <Page title={texts.title}>
      <div className={classes["screen"]}>
        <p className={classes["quiet"]}>
          {texts.month(monthName(month, language))} · {texts.live}
        </p>
        <HubNotice devices={devices} />
        {error !== null && figures === null ? (
          <ErrorState error={error} />
        ) : sites.state === "loading" || (figures === null && regions.length > 0) ? (
          <LoadingState lines={12} />
        ) : regions.length === 0 ? (
          <EmptyList title={texts.noRegions} text={texts.noRegionsText} />
        ) : (
          <>
            {regions.length > 1 && figures !== null && (
              <section className={`ho-card ${classes["sums"] ?? ""}`} aria-label={texts.all}>
                <h2>{texts.all}</h2>
                <Figures figures={sumOfFigures(figures.values())} />
                <Freshest
                  pcs={regions.flatMap(({ id }) => pcs.get(id)?.pcs ?? [])}
                  now_ms={now_ms}
                />
              </section>
            )}
            <div className={classes["cards"]}>
              {regions.map(({ id, content }) => (
                <RegionCard
                  key={id}
                  siteId={id}
                  name={String(content["name"])}
                  figures={figures?.get(id) ?? null}
                  state={states.get(id) ?? "open"}
                  pcs={devices.devices === null ? null : (pcs.get(id) ?? { pcs: [], gone: 0 })}
                  now_ms={now_ms}
                />
              ))}
            </div>
          </>
        )}
      </div>
    </Page>
  );
}

function usePeriodStates(month: string) {
  const periods = useList("periods", {
    where: { field: "month", op: "eq", value: month },
    limit: 1000,
  });
  return useMemo(
    () =>
      new Map(
        (valueOr(periods, null)?.records ?? []).map((record) => {
          const { siteId, state } = periodContent(record);
          return [siteId, state] as const;
        }),
      ),
    [periods],
  );
}

function Freshest({ pcs, now_ms }: { readonly pcs: readonly Pc[]; readonly now_ms: number }) {
  const texts = useTexts(REGIONS_TEXT);
  if (pcs.length === 0) return null;
  const fresh = pcs.filter(
    ({ syncedAt_ms }) => freshnessOf(syncedAt_ms, now_ms) === "fresh",
  ).length;
  return (
    <span className="ho-chip" data-tone={fresh === pcs.length ? "good" : "warn"}>
      {texts.fresh(fresh, pcs.length)}
    </span>
  );
}

/** Says when what shows of the PCs is not of now. */
function HubNotice({ devices }: { readonly devices: HubDevices }) {
  const texts = useTexts(REGIONS_TEXT);
  const formats = useFormats();
  if (devices.error === null) return null;
  const at = devices.at_ms === null ? null : formats.time(devices.at_ms);
  return (
    <p role="status" className={classes["notice"]}>
      {isOffline(devices) ? texts.offline(at) : texts.failed}
    </p>
  );
}
