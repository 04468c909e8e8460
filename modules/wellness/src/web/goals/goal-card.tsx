import { Button, TextInput } from "@mantine/core";
import { useFormats, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import type { ReactNode } from "react";
import { useState } from "react";
import type { Goal, GoalKind } from "../../goals/active-goals.ts";
import { NumberInput } from "../shared/number-input.tsx";
import { GOALS_TEXT } from "./goals-text.ts";
import classes from "./goals.module.css";

interface GoalCardProps {
  readonly kind: GoalKind;
  readonly unit: string;
  readonly icon: ReactNode;
  readonly goal: Goal | undefined;
  /** How far it is, in words and from 0 to 1; null while nothing is known. */
  readonly progress: { readonly text: string; readonly part: number; readonly note: string } | null;
  /** Whether more than the target is too much. */
  readonly over: boolean;
  save(target: number, endsOn: string | null): Promise<boolean>;
  giveUp(): void;
}

/** One goal: how far it is, and the field to set it. */
export function GoalCard(props: GoalCardProps) {
  const { kind, unit, icon, goal, progress, over, save, giveUp } = props;
  const texts = useTexts(GOALS_TEXT);
  const [editing, setEditing] = useState(false);
  const name = texts.kinds[kind];
  return (
    <li className={`ho-card ${classes["goal"]}`}>
      <header>
        <span className={classes["icon"]}>{icon}</span>
        <h3>{name}</h3>
        <span className="ho-spacer" />
        {editing ? null : (
          <Button
            size="compact-sm"
            variant={goal === undefined ? "light" : "subtle"}
            color={goal === undefined ? "petrol" : "gray"}
            aria-label={goal === undefined ? texts.setOf(name) : texts.changeOf(name)}
            onClick={() => setEditing(true)}
          >
            {goal === undefined ? texts.set : texts.change}
          </Button>
        )}
      </header>
      {editing ? (
        <GoalForm
          unit={unit}
          goal={goal}
          save={(target, endsOn) =>
            void save(target, endsOn).then((went) => went && setEditing(false))
          }
          cancel={() => setEditing(false)}
          giveUp={() => {
            setEditing(false);
            giveUp();
          }}
        />
      ) : progress === null || goal === undefined ? (
        <p>{texts.hints[kind]}</p>
      ) : (
        <>
          <div className={classes["meter"]} data-over={over ? "" : undefined} aria-hidden>
            <i style={{ width: `${Math.min(progress.part, 1) * 100}%` }} />
          </div>
          <p className={classes["progress"]}>
            <b className="ho-number">{progress.text}</b>
            <span className="ho-number">{progress.note}</span>
          </p>
        </>
      )}
    </li>
  );
}

interface GoalFormProps {
  readonly unit: string;
  readonly goal: Goal | undefined;
  save(target: number, endsOn: string | null): void;
  cancel(): void;
  giveUp(): void;
}

function GoalForm({ unit, goal, save, cancel, giveUp }: GoalFormProps) {
  const texts = useTexts(GOALS_TEXT);
  const formats = useFormats();
  const [target, setTarget] = useState<number | null | undefined>(goal?.target ?? null);
  const [endsOn, setEndsOn] = useState(goal?.endsOn ?? "");
  const valid = typeof target === "number" && target > 0 && target <= 100_000;
  return (
    <form
      className={classes["form"]}
      onSubmit={(event) => {
        event.preventDefault();
        if (valid) save(target, endsOn === "" ? null : endsOn);
      }}
    >
      <NumberInput
        autoFocus
        label={texts.target(formats.unit(unit))}
        value={goal?.target ?? null}
        onChange={setTarget}
      />
      <TextInput
        type="date"
        label={texts.until}
        min={goal?.startsOn}
        value={endsOn}
        onChange={(event) => setEndsOn(event.currentTarget.value)}
      />
      <div className={classes["deeds"]}>
        {goal === undefined ? null : (
          <Button variant="subtle" color="gray" onClick={giveUp}>
            {texts.giveUp}
          </Button>
        )}
        <span className="ho-spacer" />
        <Button variant="default" onClick={cancel}>
          {texts.cancel}
        </Button>
        <Button type="submit" disabled={!valid}>
          {texts.save}
        </Button>
      </div>
    </form>
  );
}
