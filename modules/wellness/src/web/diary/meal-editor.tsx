import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useFormats, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { AppLink } from "@healthops/ui/address/app-link.tsx";
import type { Change } from "../../change.ts";
import type { DiaryMeal } from "../../diary/entries.ts";
import { MEAL_SLOTS } from "../../diary/slots.ts";
import { Stepper } from "../shared/stepper.tsx";
import { DIARY_TEXT } from "./diary-text.ts";
import { NumberInput } from "../shared/number-input.tsx";
import type { MealForm } from "./use-meal-form.ts";
import { useMealForm } from "./use-meal-form.ts";
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
  const form = useMealForm(meal);
  return (
    <form
      className={classes["editor"]}
      onSubmit={(event) => {
        event.preventDefault();
        if (form.valid) save(form.changes());
      }}
    >
      <div className={classes["portion"]}>
        <span>{texts.portion}</span>
        <Stepper
          label={texts.amountOf(meal.name)}
          less={texts.less}
          more={texts.more}
          text={texts.times(formats.number(form.times, 2))}
          step={form.step}
        />
      </div>
      <Fields form={form} />
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

function Fields({ form }: { readonly form: MealForm }) {
  const texts = useTexts(DIARY_TEXT);
  const { edited } = form;
  // Inputs keep what is typed in them; another portion fills them anew.
  const key = `portion ${form.times}`;
  return (
    <>
      <TextInput
        className={classes["wide"] ?? ""}
        label={texts.name}
        maxLength={200}
        value={edited.name}
        error={edited.name.trim() === ""}
        onChange={(event) => form.set("name", event.currentTarget.value)}
      />
      <NativeSelect
        label={texts.part}
        value={edited.kind}
        data={MEAL_SLOTS.map((value) => ({ value, label: texts.slots[value] }))}
        onChange={(event) => form.set("kind", event.currentTarget.value)}
      />
      <TextInput
        label={texts.quantity}
        maxLength={60}
        value={edited.quantity ?? ""}
        onChange={(event) => form.set("quantity", event.currentTarget.value)}
      />
      <NumberInput
        key={`energy ${key}`}
        autoFocus
        label={texts.energy}
        placeholder={texts.energyByMacros}
        value={edited.energyKcal}
        onChange={(value) => form.set("energyKcal", value)}
      />
      {GRAMS.map(([field, name]) => (
        <NumberInput
          key={`${field} ${key}`}
          label={`${texts[name]} (g)`}
          value={edited[field]}
          onChange={(value) => form.set(field, value)}
        />
      ))}
    </>
  );
}
