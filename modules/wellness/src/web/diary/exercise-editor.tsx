import { Button, TextInput } from "@mantine/core";
import { useFormats, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { AppLink } from "@healthops/ui/address/app-link.tsx";
import { useState } from "react";
import type { Change } from "../../change.ts";
import { correctExercise } from "../../commands.ts";
import type { DiaryExercise } from "../../diary/entries.ts";
import { stepMinutes } from "../../diary/portion.ts";
import { Stepper } from "../shared/stepper.tsx";
import { DIARY_TEXT } from "./diary-text.ts";
import { NumberInput } from "../shared/number-input.tsx";
import classes from "./entries.module.css";

interface ExerciseEditorProps {
  readonly exercise: DiaryExercise;
  save(changes: readonly Change[]): void;
  cancel(): void;
}

/** Corrects an exercise where it stands. */
export function ExerciseEditor({ exercise, save, cancel }: ExerciseEditorProps) {
  const texts = useTexts(DIARY_TEXT);
  const formats = useFormats();
  const [activity, setActivity] = useState(exercise.activity);
  const [minutes, setMinutes] = useState(exercise.durationMinutes);
  const [kcal, setKcal] = useState<number | null | undefined>(exercise.energyKcal);
  return (
    <form
      className={classes["editor"]}
      onSubmit={(event) => {
        event.preventDefault();
        if (activity.trim() === "" || kcal === undefined) return;
        const corrected = { activity: activity.trim(), durationMinutes: minutes, energyKcal: kcal };
        save(correctExercise(exercise.id, exercise, corrected));
      }}
    >
      <div className={classes["portion"]}>
        <span>{texts.minutes}</span>
        <Stepper
          label={texts.amountOf(exercise.activity)}
          less={texts.less}
          more={texts.more}
          text={formats.measure(minutes, 0, "min")}
          step={(direction) => setMinutes(stepMinutes(minutes, direction))}
        />
      </div>
      <TextInput
        className={classes["wide"] ?? ""}
        label={texts.name}
        maxLength={200}
        autoFocus
        value={activity}
        error={activity.trim() === ""}
        onChange={(event) => setActivity(event.currentTarget.value)}
      />
      <NumberInput
        label={texts.energy}
        placeholder={texts.energyByMet}
        value={exercise.energyKcal}
        onChange={setKcal}
      />
      <div className={classes["deeds"]}>
        <AppLink href={`/c/exercises/${exercise.id}`}>{texts.allFields}</AppLink>
        <span className="ho-spacer" />
        <Button variant="default" onClick={cancel}>
          {texts.cancel}
        </Button>
        <Button type="submit">{texts.save}</Button>
      </div>
    </form>
  );
}
