import { useFormats, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { AppLink } from "@healthops/ui/address/app-link.tsx";
import type { ReactNode } from "react";
import type { DaySummary } from "../../diary/day-summary.ts";
import { DIARY_TEXT } from "./diary-text.ts";
import { EnergyRing } from "./energy-ring.tsx";
import { MacroBar } from "./macro-bar.tsx";
import classes from "./diary.module.css";

interface DayHeroProps {
  readonly summary: DaySummary;
  readonly goalKcal: number | null;
  /** What the body needs at rest that day; null while the profile does not say. */
  readonly restKcal: number | null;
}

/** The day at a glance: energy in, out and against the goal, and where it comes from. */
export function DayHero({ summary, goalKcal, restKcal }: DayHeroProps) {
  const texts = useTexts(DIARY_TEXT);
  const formats = useFormats();
  const kcal = (value: number): string => formats.number(Math.round(value), 0);
  const balance = restKcal === null ? null : summary.eatenKcal - summary.burnedKcal - restKcal;
  return (
    <section className={`ho-card ${classes["hero"]}`} aria-label={texts.balance}>
      <EnergyRing eatenKcal={summary.eatenKcal} goalKcal={goalKcal} />
      <dl className={classes["facts"]}>
        <Fact name={texts.exercise} value={kcal(summary.burnedKcal)}>
          {summary.minutes > 0 ? formats.measure(Math.round(summary.minutes), 0, "min") : " "}
        </Fact>
        <Fact name={texts.rest} value={restKcal === null ? "–" : kcal(restKcal)}>
          {restKcal === null ? <AppLink href="/goals">{texts.restMissing}</AppLink> : "kcal"}
        </Fact>
        <Fact
          name={texts.balance}
          value={balance === null ? "–" : `${balance > 0 ? "+" : "−"}${kcal(Math.abs(balance))}`}
          title={texts.balanceHint}
        >
          {balance === null ? " " : balance > 0 ? texts.more_than_used : texts.less_than_used}
        </Fact>
      </dl>
      <MacroBar summary={summary} />
    </section>
  );
}

function Fact(props: {
  readonly name: string;
  readonly value: string;
  readonly title?: string;
  readonly children: ReactNode;
}) {
  return (
    <div title={props.title}>
      <dt>{props.name}</dt>
      <dd>
        <strong className="ho-number">{props.value}</strong>
        <small>{props.children}</small>
      </dd>
    </div>
  );
}
