import { Button, Checkbox, Group, TextInput } from "@mantine/core";
import { useCollection } from "@healthops/ui/data/replica-provider.tsx";
import { useLabel, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { RecordHistory } from "@healthops/ui/records/record-history.tsx";
import { useState } from "react";
import { CELL_FAULT, EMPTY_CELL, cellText, parseCell } from "../../cell-text.ts";
import type { CellContent } from "../../commands/write-cells.ts";
import type { DayResult } from "../../rules/working-days.ts";
import { CellState } from "./cell-state.tsx";
import { DayFacts } from "./day-facts.tsx";
import { DayKind } from "./day-kind.tsx";
import classes from "./month-cards.module.css";
import type { DrawnRow } from "./month-rows.ts";
import sheet from "./timesheets.module.css";
import { TIMESHEETS_TEXT } from "./timesheets-text.ts";
import type { Month } from "./use-month.ts";

interface DaySheetProps {
  readonly row: DrawnRow;
  readonly day: DayResult;
  readonly value: Month;
  readonly lockedReason: string | null;
  onWrite(content: CellContent): Promise<void>;
}

/** One day of one person, to be entered with a thumb: a code is one tap. */
export function DaySheet({ row, day, value, lockedReason, onWrite }: DaySheetProps) {
  const entries = useCollection("timesheet_entries");
  const { employee, totals } = row.month;
  const entry = row.entries.get(day.date);
  return (
    <div className={classes["sheet"]}>
      <div>
        <p className={sheet["quiet"]}>{employee.name}</p>
        <DayKind day={day} />
      </div>
      {lockedReason !== null && <p className={sheet["warning"]}>{lockedReason}</p>}
      <DayForm {...{ entry, onWrite }} codes={value.codes} locked={lockedReason !== null} />
      {entry !== undefined && cellText(entry) !== "" && (
        <DayFacts
          {...{ day, entry, totals }}
          contractMinutes={employee.weeklyContractMinutes}
          zone={value.zones.get(employee.siteId) ?? null}
        />
      )}
      <CellState entry={entry} value={value} />
      {entry !== undefined && entry.version > 0 && (
        <RecordHistory collection={entries} id={entry.id} version={entry.version} />
      )}
    </div>
  );
}

interface DayFormProps extends Pick<DaySheetProps, "onWrite"> {
  readonly entry: ReturnType<DrawnRow["entries"]["get"]>;
  readonly codes: Month["codes"];
  readonly locked: boolean;
}

function DayForm({ entry, codes, locked, onWrite }: DayFormProps) {
  const texts = useTexts(TIMESHEETS_TEXT);
  const say = useLabel();
  const [text, setText] = useState(entry === undefined ? "" : cellText(entry));
  const [note, setNote] = useState(entry?.note ?? "");
  const [isSpecial, setSpecial] = useState(entry?.isSpecial ?? false);
  const cell = parseCell(text, codes);
  const rest = { isSpecial, note: note.trim() === "" ? null : note.trim() };
  return (
    <form
      className={classes["sheet"]}
      onSubmit={(event) => {
        event.preventDefault();
        if (cell !== null && !locked) void onWrite({ ...cell, ...rest });
      }}
    >
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
      <Checkbox
        label={texts.special}
        disabled={locked}
        checked={isSpecial}
        onChange={(event) => setSpecial(event.currentTarget.checked)}
      />
      {!locked && (
        <Group justify="flex-end" gap="xs">
          {entry !== undefined && (
            <Button
              variant="default"
              onClick={() => void onWrite({ ...EMPTY_CELL, isSpecial: false, note: null })}
            >
              {texts.clear}
            </Button>
          )}
          <Button type="submit" disabled={cell === null}>
            {texts.save}
          </Button>
        </Group>
      )}
    </form>
  );
}
