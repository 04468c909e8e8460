import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useFormats, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { AppLink } from "@healthops/ui/address/app-link.tsx";
import { useNavigate } from "@healthops/ui/address/address.tsx";
import { daySummary } from "../../diary/day-summary.ts";
import { slotAt } from "../../diary/slots.ts";
import { useProgress } from "../goals/use-progress.ts";
import { useGoals } from "../shared/use-goals.ts";
import { useToday } from "@healthops/ui/data/site-clock.tsx";
import { minuteHere } from "../shared/minute-here.ts";
import { DIARY_TEXT } from "./diary-text.ts";
import { EnergyRing } from "./energy-ring.tsx";
import { MacroBar } from "./macro-bar.tsx";
import { useDay } from "./use-entries.ts";
import classes from "./today-card.module.css";

/** Today on the start page: how far it is, and the way to write down what is next. */
export function Card() {
  const texts = useTexts(DIARY_TEXT);
  const formats = useFormats();
  const navigate = useNavigate();
  const today = useToday();
  const entries = useDay(today);
  const goals = useGoals(today);
  const { weekly_minutes: minutes } = useProgress(today);
  const goal = goals.weekly_minutes?.target;
  const summary = daySummary(entries?.meals ?? [], entries?.exercises ?? []);
  const done = formats.measure(Math.round(minutes), 0, "min");
  return (
    <section className={`ho-card ${classes["card"]}`} aria-labelledby="today">
      <EnergyRing eatenKcal={summary.eatenKcal} goalKcal={goals.daily_eaten?.target ?? null} />
      <div className={classes["side"]}>
        <h2 id="today">
          <AppLink href="/diary">{texts.today}</AppLink>
        </h2>
        <div>
          <MacroBar summary={summary} />
        </div>
        <p>
          {texts.exerciseThisWeek}{" "}
          <b className="ho-number">
            {goal === undefined ? done : `${done} / ${formats.measure(goal, 0, "min")}`}
          </b>
        </p>
        <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => navigate("/diary")}>
          {texts.slots[slotAt(minuteHere())]}
        </Button>
      </div>
    </section>
  );
}
