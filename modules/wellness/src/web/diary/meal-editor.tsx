import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useFormats, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { AppLink } from "@healthops/ui/shell/app-link.tsx";
import { useState } from "react";
import type { Change } from "../../change.ts";
import { correctMeal } from "../../commands.ts";
import type { DiaryMeal } from "../../diary/entries.ts";
import { scaled, stepPortion } from "../../diary/portion.ts";
import type { MealSlot } from "../../diary/slots.ts";
import { MEAL_SLOTS } from "../../diary/slots.ts";
import { Stepper } from "../shared/stepper.tsx";
import { DIARY_TEXT } from "./diary-text.ts";
import { NumberInput } from "../shared/number-input.tsx";
import classes from "./entries.module.css";

interface MealEditorProps {
  readonly meal: DiaryMeal;
  save(changes: readonly Change[]): void;
  cancel(): void;
}

const GRAMS = [
  ["proteinG", "protein"],
  ["carbohydrateG", "carbohydrate"],
  ["fatG", "fat"],
  ["fibreG", "fibre"],
] as const;

/** Corrects a meal where it stands: its amount by steps, its numbers by typing. */
export function MealEditor({ meal, save, cancel }: MealEditorProps) {
  const texts = useTexts(DIARY_TEXT);
  const formats = useFormats();
  const [edited, setEdited] = useState(meal);
  const [times, setTimes] = useState(1);
  const [wrong, setWrong] = useState<ReadonlySet<string>>(new Set());
  // Inputs keep what is typed in them; another portion fills them anew.
  const key = `portion ${times}`;
  const set = (field: string, value: number | string | null | undefined): void => {
    const next = new Set(wrong);
    if (value === undefined) next.add(field);
    else {
      next.delete(field);
      setEdited({ ...edited, [field]: value });
    }
    setWrong(next);
  };
  const step = (direction: 1 | -1): void => {
    const amount = stepPortion(times, direction);
    setTimes(amount);
    setWrong(new Set());
    setEdited({ ...edited, ...scaled(meal, amount) });
  };
  const submit = (): void => {
    const { name, kind, quantity, grams, energyKcal, proteinG, carbohydrateG, fatG, fibreG } =
      edited;
    save(
      correctMeal(meal.id, meal, {
        name: name.trim(),
        kind,
        quantity: quantity?.trim() === "" ? null : quantity,
        grams,
        energyKcal,
        proteinG,
        carbohydrateG,
        fatG,
        fibreG,
      }),
    );
  };
  return (
    <form
      className={classes["editor"]}
      onSubmit={(event) => {
        event.preventDefault();
        if (wrong.size === 0 && edited.name.trim() !== "") submit();
      }}
    >
      <div className={classes["portion"]}>
        <span>{texts.portion}</span>
        <Stepper
          label={texts.amountOf(meal.name)}
          less={texts.less}
          more={texts.more}
          text={texts.times(formats.number(times, 2))}
          step={step}
        />
      </div>
      <TextInput
        className={classes["wide"] ?? ""}
        label={texts.name}
        maxLength={200}
        value={edited.name}
        error={edited.name.trim() === ""}
        onChange={(event) => set("name", event.currentTarget.value)}
      />
      <NativeSelect
        label={texts.part}
        value={edited.kind}
        data={MEAL_SLOTS.map((value) => ({ value, label: texts.slots[value] }))}
        onChange={(event) => setEdited({ ...edited, kind: event.currentTarget.value as MealSlot })}
      />
      <TextInput
        label={texts.quantity}
        maxLength={60}
        value={edited.quantity ?? ""}
        onChange={(event) => set("quantity", event.currentTarget.value)}
      />
      <NumberInput
        key={`energy ${key}`}
        autoFocus
        label={texts.energy}
        placeholder={texts.energyByMacros}
        value={edited.energyKcal}
        onChange={(value) => set("energyKcal", value)}
      />
      {GRAMS.map(([field, name]) => (
        <NumberInput
          key={`${field} ${key}`}
          label={`${texts[name]} (g)`}
          value={edited[field]}
          onChange={(value) => set(field, value)}
        />
      ))}
      <div className={classes["deeds"]}>
        <AppLink href={`/c/meals/${meal.id}`}>{texts.allFields}</AppLink>
        <span className="ho-spacer" />
        <Button variant="default" onClick={cancel}>
          {texts.cancel}
        </Button>
        <Button type="submit">{texts.save}</Button>
      </div>
    </form>
  );
}
