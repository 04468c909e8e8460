import { useFormats, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { AppLink } from "@healthops/ui/address/app-link.tsx";
import { DIARY_TEXT } from "./diary-text.ts";
import classes from "./diary.module.css";

const RADIUS = 46;
const ROUND = 2 * Math.PI * RADIUS;

interface EnergyRingProps {
  readonly eatenKcal: number;
  readonly goalKcal: number | null;
}

/** Energy eaten as part of the day's goal; the words beside it say the same. */
export function EnergyRing({ eatenKcal, goalKcal }: EnergyRingProps) {
  const texts = useTexts(DIARY_TEXT);
  const formats = useFormats();
  const kcal = (value: number): string => formats.number(Math.round(value), 0);
  const part = goalKcal === null || goalKcal === 0 ? 0 : Math.min(eatenKcal / goalKcal, 1);
  const left = goalKcal === null ? 0 : goalKcal - eatenKcal;
  return (
    <div className={classes["ring"]} data-over={left < 0 ? "" : undefined}>
      <svg viewBox="0 0 108 108" aria-hidden>
        <circle cx="54" cy="54" r={RADIUS} className={classes["ring-ground"]} />
        {part === 0 ? null : (
          <circle
            cx="54"
            cy="54"
            r={RADIUS}
            className={classes["ring-part"]}
            strokeDasharray={`${ROUND * part} ${ROUND}`}
            transform="rotate(-90 54 54)"
          />
        )}
      </svg>
      <div className={classes["ring-text"]}>
        <span>{texts.eaten}</span>
        <strong className="ho-number">{kcal(eatenKcal)}</strong>
        <span className="ho-number">
          {goalKcal === null ? "kcal" : texts.ofGoal(kcal(goalKcal))}
        </span>
      </div>
      <div className={classes["ring-left"]}>
        {goalKcal === null ? (
          <AppLink href="/goals">{texts.setGoal}</AppLink>
        ) : (
          <span className="ho-chip ho-number" data-tone={left < 0 ? "warn" : "good"}>
            {left < 0 ? texts.over(kcal(-left)) : texts.left(kcal(left))}
          </span>
        )}
      </div>
    </div>
  );
}
