import { useState } from "react";
import type { Change } from "../../change.ts";
import { correctMeal } from "../../commands.ts";
import type { DiaryMeal } from "../../diary/entries.ts";
import { scaled, stepPortion } from "../../diary/portion.ts";

/** A meal while it is corrected. */
export interface MealForm {
  readonly edited: DiaryMeal;
  /** So many times the portion that it was. */
  readonly times: number;
  readonly valid: boolean;
  /** Takes a value in; `undefined` is none that the field takes. */
  set(field: keyof DiaryMeal, value: number | string | null | undefined): void;
  step(direction: 1 | -1): void;
  /** Only what differs. */
  changes(): readonly Change[];
}

/** The form of a meal: another portion fills every amount anew. */
export function useMealForm(meal: DiaryMeal): MealForm {
  const [edited, setEdited] = useState(meal);
  const [times, setTimes] = useState(1);
  const [wrong, setWrong] = useState<ReadonlySet<string>>(new Set());
  return {
    edited,
    times,
    valid: wrong.size === 0 && edited.name.trim() !== "",
    set(field, value) {
      const next = new Set(wrong);
      if (value === undefined) next.add(field);
      else {
        next.delete(field);
        setEdited({ ...edited, [field]: value });
      }
      setWrong(next);
    },
    step(direction) {
      const amount = stepPortion(times, direction);
      setTimes(amount);
      setWrong(new Set());
      setEdited({ ...edited, ...scaled(meal, amount) });
    },
    changes() {
      const { name, kind, quantity, grams, energyKcal } = edited;
      const { proteinG, carbohydrateG, fatG, fibreG } = edited;
      const said = quantity?.trim() ?? "";
      return correctMeal(meal.id, meal, {
        name: name.trim(),
        kind,
        quantity: said === "" ? null : said,
        grams,
        energyKcal,
        proteinG,
        carbohydrateG,
        fatG,
        fibreG,
      });
    },
  };
}
