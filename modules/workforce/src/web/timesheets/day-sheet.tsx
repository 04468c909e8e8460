import { Button, Group, TextInput } from "@mantine/core";
import { useFormats, useLabel, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { useState } from "react";
import { CELL_FAULT, EMPTY_CELL, cellText, parseCell } from "../../cell-text.ts";
import type { CellContent } from "../../commands/write-cells.ts";
import type { Code } from "../../rules/codes.ts";
import type { DayResult } from "../../rules/working-days.ts";
import type { Employee, Entry } from "./records.ts";
import classes from "./timesheets.module.css";
import { TIMESHEETS_TEXT } from "./timesheets-text.ts";

interface DaySheetProps {
  readonly employee: Employee;
  readonly day: DayResult;
  readonly entry: Entry | undefined;
  readonly codes: ReadonlyMap<string, Code>;
  readonly lockedReason: string | null;
  onWrite(content: CellContent): Promise<void>;
  onClose(): void;
}

/** One day of one person, to be entered with a thumb: a code is one tap. */
export function DaySheet(props: DaySheetProps) {
  const { employee, day, entry, codes, lockedReason, onWrite } = props;
  const texts = useTexts(TIMESHEETS_TEXT);
  const say = useLabel();
  const formats = useFormats();
  const [text, setText] = useState(entry === undefined ? "" : cellText(entry));
  const [note, setNote] = useState(entry?.note ?? "");
  const cell = parseCell(text, codes);
  const rest = {
    isSpecial: entry?.isSpecial ?? false,
    note: note.trim() === "" ? null : note.trim(),
  };
  const locked = lockedReason !== null;
  return (
    <form
      className={classes["screen"]}
      onSubmit={(event) => {
        event.preventDefault();
        if (cell !== null && !locked) void onWrite({ ...cell, ...rest });
      }}
    >
      <p className={classes["quiet"]}>
        {employee.name} · {formats.day(day.date, "weekday")}
      </p>
      {locked && <p className={classes["quiet"]}>{lockedReason}</p>}
      {!locked && (
        <div className={classes["codes"]}>
          {[...codes.values()].map(({ code, name }) => (
            <button
              key={code}
              type="button"
              aria-pressed={entry?.code === code}
              onClick={() => void onWrite({ ...EMPTY_CELL, code, ...rest })}
            >
              <b>{code}</b>
              <small>{say(name)}</small>
            </button>
          ))}
        </div>
      )}
      <TextInput
        label={texts.text}
        value={text}
        disabled={locked}
        onChange={(event) => setText(event.currentTarget.value)}
        error={cell === null ? say(CELL_FAULT) : null}
      />
      <TextInput
        label={texts.note}
        value={note}
        disabled={locked}
        maxLength={2000}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <Group justify="flex-end" gap="xs">
        {entry !== undefined && !locked && (
          <Button
            variant="default"
            onClick={() => void onWrite({ ...EMPTY_CELL, isSpecial: false, note: null })}
          >
            {texts.clear}
          </Button>
        )}
        <Button type="submit" disabled={cell === null || locked}>
          {texts.save}
        </Button>
      </Group>
    </form>
  );
}
