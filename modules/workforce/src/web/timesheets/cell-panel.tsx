import { Button, Checkbox, Textarea } from "@mantine/core";
import { useCollection } from "@healthops/ui/data/replica-provider.tsx";
import { useFormats, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { RecordHistory } from "@healthops/ui/records/record-history.tsx";
import { useEffect, useState } from "react";
import { cellText } from "../../cell-text.ts";
import type { CellContent } from "../../commands/write-cells.ts";
import type { DayResult } from "../../rules/working-days.ts";
import { CellState } from "./cell-state.tsx";
import { DayFacts } from "./day-facts.tsx";
import { DayKind } from "./day-kind.tsx";
import { EmployeeYear } from "./employee-year.tsx";
import type { DrawnRow } from "./month-rows.ts";
import type { Entry } from "./records.ts";
import classes from "./timesheets.module.css";
import { TIMESHEETS_TEXT } from "./timesheets-text.ts";
import type { Month } from "./use-month.ts";

export interface CellPanelProps {
  readonly month: string;
  readonly value: Month;
  readonly row: DrawnRow;
  readonly day: DayResult;
  /** Why nothing can be changed; null when it can. */
  readonly lockedReason: string | null;
  onWrite(content: CellContent): void;
}

/** All there is about the cell where the person is: how it counts, its note, who changed it. */
export function CellPanel({ month, value, row, day, lockedReason, onWrite }: CellPanelProps) {
  const formats = useFormats();
  const texts = useTexts(TIMESHEETS_TEXT);
  const entries = useCollection("timesheet_entries");
  const { employee, totals } = row.month;
  const entry = row.entries.get(day.date);
  const isEntered = entry !== undefined && cellText(entry) !== "";
  return (
    <>
      <div>
        <h2>{employee.name}</h2>
        <p className={classes["quiet"]}>{formats.day(day.date, "weekday")}</p>
        <DayKind day={day} />
      </div>
      {lockedReason !== null && <p className={classes["warning"]}>{lockedReason}</p>}
      <CellState entry={entry} value={value} />
      {isEntered ? (
        <DayFacts
          {...{ day, entry, totals }}
          contractMinutes={employee.weeklyContractMinutes}
          zone={value.zones.get(employee.siteId) ?? null}
        />
      ) : (
        <p className={classes["quiet"]}>{texts.empty}</p>
      )}
      <CellExtras
        key={`${employee.id} ${day.date}`}
        locked={lockedReason !== null}
        {...{ entry, onWrite }}
      />
      {entry !== undefined && entry.version > 0 && (
        <RecordHistory collection={entries} id={entry.id} version={entry.version} />
      )}
      <EmployeeYear {...{ employee, month, value }} />
    </>
  );
}

interface CellExtrasProps {
  readonly entry: Entry | undefined;
  readonly locked: boolean;
  onWrite(content: CellContent): void;
}

/** What an entry has besides its text. */
function CellExtras({ entry, locked, onWrite }: CellExtrasProps) {
  const texts = useTexts(TIMESHEETS_TEXT);
  const held = entry?.note ?? "";
  const [note, setNote] = useState(held);
  useEffect(() => setNote(held), [held]);
  const cell = {
    code: entry?.code ?? null,
    startTime: entry?.startTime ?? null,
    endTime: entry?.endTime ?? null,
    breakMinutes: entry?.breakMinutes ?? null,
    hours: entry?.hours ?? null,
    isSpecial: entry?.isSpecial ?? false,
  };
  const write = (content: CellContent): void => onWrite({ ...cell, ...content });
  const words = note.trim();
  return (
    <>
      <Textarea
        label={texts.note}
        value={note}
        disabled={locked}
        autosize
        minRows={2}
        maxRows={6}
        maxLength={2000}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      {words !== held && (
        <Button
          size="compact-sm"
          variant="light"
          onClick={() => write({ note: words === "" ? null : words })}
        >
          {texts.noteSave}
        </Button>
      )}
      <Checkbox
        label={texts.special}
        disabled={locked}
        checked={entry?.isSpecial ?? false}
        onChange={(event) =>
          write({ note: entry?.note ?? null, isSpecial: event.currentTarget.checked })
        }
      />
    </>
  );
}
