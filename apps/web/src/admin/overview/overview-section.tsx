import type { HubStatus, JobList, SiteOverviewList } from "@healthops/protocol/wire/admin";
import { hasRole } from "@healthops/schema/person";
import { useCount } from "@healthops/ui/data/hooks";
import { useIdentity } from "@healthops/ui/data/identity.tsx";
import { valueOr } from "@healthops/ui/data/watched";
import { useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import classes from "../parts/admin.module.css";
import { useNotedChain } from "../audit/use-noted-chain.ts";
import { Freshness, HubFailure } from "../hub/hub-view.tsx";
import { useHub } from "../hub/use-hub.ts";
import { LoadingState } from "@healthops/ui/states/states.tsx";
import { ConcernList } from "./concern-list.tsx";
import { concernsOf } from "./concerns.ts";
import { HubFacts } from "./hub-facts.tsx";
import { NoticesCard } from "./notices-card.tsx";
import { OVERVIEW_TEXT } from "./overview-text.ts";
import { SitesTable } from "./sites-table.tsx";

const EVERY_MS = 15_000;
const SLOWLY_MS = 60_000;
const OPEN = { where: { field: "status", op: "eq", value: "open" } } as const;

/** How things stand: what needs somebody first, then site by site, then the hub. */
export function OverviewSection() {
  const texts = useTexts(OVERVIEW_TEXT);
  const isAdmin = hasRole(useIdentity(), "ADMIN");
  const sites = useHub<SiteOverviewList>("/api/v1/hub/sites", EVERY_MS);
  const jobs = useHub<JobList>(isAdmin ? "/api/v1/jobs" : null, SLOWLY_MS);
  const chain = useNotedChain(isAdmin, SLOWLY_MS);
  const hub = useHub<HubStatus>(isAdmin ? "/api/v1/hub/status" : null, EVERY_MS);
  const conflicts = valueOr(useCount("conflicts", OPEN), 0);
  const known = {
    sites: sites.value?.sites ?? null,
    jobs: jobs.value,
    chain: chain.asked.value,
    chainLost: chain.lost !== null,
    hub: hub.value,
    conflicts,
  };
  // Nothing is in order before all of them have said so.
  const asked = isAdmin ? [sites, jobs, chain.asked, hub] : [sites];
  return (
    <div className={classes["scroll"]}>
      <section className="ho-card" aria-labelledby="overview-needs">
        <header className={classes["cardhead"]}>
          <h2 id="overview-needs">{texts.needs}</h2>
          <span className="ho-spacer" />
          <Freshness asked={sites} />
        </header>
        {asked.some(({ value, error }) => value === null && error === null) ? (
          <LoadingState lines={2} />
        ) : (
          <ConcernList
            concerns={concernsOf(known, sites.at_ms ?? Date.now())}
            complete={asked.every(({ value, error }) => value !== null && error === null)}
            ofHub={isAdmin}
          />
        )}
      </section>
      <section className="ho-card" aria-labelledby="overview-sites">
        <header className={classes["cardhead"]}>
          <h2 id="overview-sites">{texts.sites}</h2>
          {sites.value === null && sites.error !== null ? (
            <span className="ho-chip">{texts.known}</span>
          ) : null}
        </header>
        <SitesTable sites={known.sites} now_ms={sites.at_ms ?? Date.now()} />
        {sites.value === null && sites.error !== null ? (
          <HubFailure error={sites.error} onRetry={sites.reload} />
        ) : null}
      </section>
      <NoticesCard />
      {isAdmin ? <HubFacts /> : null}
    </div>
  );
}
