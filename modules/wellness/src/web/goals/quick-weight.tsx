import { Button } from "@mantine/core";
import { useFormats, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { useState } from "react";
import { logWeight } from "../../body-commands.ts";
import type { Diary } from "../../commands.ts";
import { NumberInput } from "../shared/number-input.tsx";
import { useCommit } from "../shared/use-commit.ts";
import { GOALS_TEXT } from "./goals-text.ts";
import classes from "./goals.module.css";

const [LEAST_KG, MOST_KG] = [2, 500];

interface QuickWeightProps {
  readonly diary: Diary;
  readonly today: string;
}

/** A field for today's weight. */
export function QuickWeight({ diary, today }: QuickWeightProps) {
  const texts = useTexts(GOALS_TEXT);
  const formats = useFormats();
  const commit = useCommit();
  const [value, setValue] = useState<number | null | undefined>(null);
  const [round, setRound] = useState(0);
  const valid = typeof value === "number" && value >= LEAST_KG && value <= MOST_KG;
  const save = async (kg: number): Promise<void> => {
    const said = texts.weighed(formats.measure(kg, 1, "kg"));
    if (!(await commit(logWeight(diary, today, kg), said))) return;
    setValue(null);
    setRound(round + 1);
  };
  return (
    <form
      className={classes["quick"]}
      onSubmit={(event) => {
        event.preventDefault();
        if (valid) void save(value);
      }}
    >
      <NumberInput key={round} label={texts.weightToday} value={null} onChange={setValue} />
      <Button type="submit" disabled={!valid}>
        {texts.weigh}
      </Button>
    </form>
  );
}
