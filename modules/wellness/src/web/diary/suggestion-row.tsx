import { useFormats, useLanguage, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { ACTIVITIES } from "../../activities.ts";
import { activityName } from "../../diary/activity-name.ts";
import type { Pick } from "../../diary/add.ts";
import { usualAmount } from "../../diary/add.ts";
import { scaledQuantity } from "../../diary/portion.ts";
import type { Suggestion } from "../../diary/suggestions.ts";
import { Stepper } from "../shared/stepper.tsx";
import { DIARY_TEXT } from "./diary-text.ts";
import { energyOf } from "./suggestion-text.ts";
import classes from "./composer.module.css";

interface SuggestionRowProps {
  readonly suggestion: Suggestion;
  readonly pick: Pick | undefined;
  readonly weightKg: number | null;
  toggle(): void;
  step(direction: 1 | -1): void;
}

/** Something to add: checked with one tap, and then how much of it. */
export function SuggestionRow({ suggestion, pick, weightKg, toggle, step }: SuggestionRowProps) {
  const texts = useTexts(DIARY_TEXT);
  const formats = useFormats();
  const { language } = useLanguage();
  const shown = pick ?? { suggestion, amount: usualAmount(suggestion) };
  const energy = energyOf(shown, weightKg);
  const name =
    suggestion.what === "meal"
      ? suggestion.meal.name
      : suggestion.what === "exercise"
        ? activityName(suggestion.exercise, language)
        : ACTIVITIES[suggestion.code].label[language];
  const minutes = formats.measure(shown.amount, 0, "min");
  const detail =
    suggestion.what === "meal"
      ? scaledQuantity(suggestion.meal.quantity ?? "", shown.amount)
      : minutes;
  return (
    <li className={classes["row"]} data-picked={pick === undefined ? undefined : ""}>
      <label>
        <input type="checkbox" checked={pick !== undefined} onChange={toggle} />
        <span className={classes["words"]}>
          <b>{name}</b>
          {detail === "" ? null : <small>{detail}</small>}
        </span>
        <span className={`ho-number ${classes["energy"]}`}>
          {energy === null ? "" : formats.measure(Math.round(energy), 0, "kcal")}
        </span>
      </label>
      {pick === undefined ? null : (
        <Stepper
          label={texts.amountOf(name)}
          less={texts.less}
          more={texts.more}
          text={suggestion.what === "meal" ? texts.times(formats.number(pick.amount, 2)) : minutes}
          step={step}
        />
      )}
    </li>
  );
}
