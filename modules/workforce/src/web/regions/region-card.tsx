import { useFormats, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { AppLink } from "@healthops/ui/address/app-link.tsx";
import type { PeriodState } from "../../rules/periods.ts";
import { Figures } from "./figures.tsx";
import type { RegionFigures } from "./region-figures.ts";
import classes from "./regions.module.css";
import { REGIONS_TEXT } from "./regions-text.ts";
import type { Pc, RegionPcs } from "./staleness.ts";
import { freshnessOf } from "./staleness.ts";

interface RegionCardProps {
  readonly siteId: string;
  readonly name: string;
  readonly figures: RegionFigures | null;
  readonly state: PeriodState;
  /** Null while the hub has not told. */
  readonly pcs: RegionPcs | null;
  readonly now_ms: number;
}

const STATE_TONES = { open: "", submitted: "warn", approved: "good", locked: "good" } as const;
const TONES = { fresh: "good", late: "warn", stale: "bad" } as const;

/** One region: its month, and each of its PCs with how far behind it is. */
export function RegionCard({ siteId, name, figures, state, pcs, now_ms }: RegionCardProps) {
  const texts = useTexts(REGIONS_TEXT);
  return (
    <section className={`ho-card ${classes["card"] ?? ""}`} aria-label={name}>
      <header>
        <h2>
          <AppLink href={`/timesheets?site=${siteId}`} title={texts.toTimesheets(name)}>
            {name}
          </AppLink>
        </h2>
        <span className="ho-chip" data-tone={STATE_TONES[state]}>
          {texts.states[state]}
        </span>
      </header>
      {figures !== null && <Figures figures={figures} />}
      {pcs !== null && (
        <div>
          <h3>{texts.pcs}</h3>
          {pcs.pcs.length === 0 && <p className={classes["quiet"]}>{texts.noPcs}</p>}
          <ul aria-label={texts.pcsOf(name)}>
            {pcs.pcs.map((pc) => (
              <PcLine key={pc.id} pc={pc} now_ms={now_ms} />
            ))}
          </ul>
          {pcs.gone > 0 && <p className={classes["quiet"]}>{texts.gone(pcs.gone)}</p>}
        </div>
      )}
    </section>
  );
}

function PcLine({ pc, now_ms }: { readonly pc: Pc; readonly now_ms: number }) {
  const texts = useTexts(REGIONS_TEXT);
  const formats = useFormats();
  const freshness = freshnessOf(pc.syncedAt_ms, now_ms);
  const kind = pc.isDesktop ? texts.desktop : (pc.name ?? texts.unnamed);
  const extra = [
    ...(pc.waiting > 0 ? [texts.waiting(pc.waiting)] : []),
    ...(pc.refused > 0 ? [texts.refused(pc.refused)] : []),
  ];
  return (
    <li>
      <span className={classes["who"]}>
        <span>{pc.person ?? kind}</span>
        <small>{[...(pc.person === null ? [] : [kind]), ...extra].join(" · ")}</small>
      </span>
      <span className={classes["when"]}>
        <time
          dateTime={new Date(pc.syncedAt_ms).toISOString()}
          title={formats.moment(pc.syncedAt_ms)}
        >
          {formats.ago(pc.syncedAt_ms, now_ms)}
        </time>
        <span className="ho-chip" data-tone={TONES[freshness]}>
          {texts.freshness[freshness]}
        </span>
      </span>
    </li>
  );
}
