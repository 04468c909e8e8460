import { Button, Checkbox, Textarea } from "@mantine/core";
import { useCollection } from "@healthops/ui/data/replica-provider.tsx";
import { useFormats, useLabel, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { RecordHistory } from "@healthops/ui/records/record-history.tsx";
import { AppLink } from "@healthops/ui/shell/app-link.tsx";
import { useEffect, useState } from "react";
import type { CellContent } from "../../commands/write-cells.ts";
import type { Code } from "../../rules/codes.ts";
import type { DayResult } from "../../rules/working-days.ts";
import type { Employee, Entry } from "./records.ts";
import classes from "./timesheets.module.css";
import { TIMESHEETS_TEXT } from "./timesheets-text.ts";

export interface CellPanelProps {
  readonly employee: Employee;
  readonly day: DayResult;
  readonly entry: Entry | undefined;
  readonly conflictId: string | undefined;
  readonly waiting: boolean;
  readonly locked: boolean;
  onWrite(content: CellContent): void;
}

/** All there is about the cell where the person is: how it counts, its note, who changed it. */
export function CellPanel(props: CellPanelProps) {
  const { employee, day, entry, conflictId, locked, onWrite } = props;
  const texts = useTexts(TIMESHEETS_TEXT);
  const formats = useFormats();
  const entries = useCollection("timesheet_entries");
  return (
    <>
      <div>
        <h2>{employee.name}</h2>
        <p className={classes["quiet"]}>{formats.day(day.date, "weekday")}</p>
      </div>
      {conflictId !== undefined && (
        <p className={classes["quiet"]}>
          {texts.inConflict}{" "}
          <AppLink href={`/conflicts?id=${conflictId}`}>{texts.toConflict}</AppLink>
        </p>
      )}
      {entry === undefined ? (
        <p className={classes["quiet"]}>{texts.empty}</p>
      ) : (
        <DayFacts day={day} entry={entry} />
      )}
      {props.waiting && <p className={classes["quiet"]}>{texts.waiting}</p>}
      <CellExtras key={`${employee.id} ${day.date}`} {...{ entry, locked, onWrite }} />
      {entry !== undefined && entry.version > 0 && (
        <RecordHistory collection={entries} id={entry.id} version={entry.version} />
      )}
    </>
  );
}

function DayFacts({ day, entry }: { readonly day: DayResult; readonly entry: Entry }) {
  const texts = useTexts(TIMESHEETS_TEXT);
  const formats = useFormats();
  const hours = (minutes: number): string => formats.measure(minutes / 60, 2, "h");
  const overtime = day.dailyOvertime + day.weeklyOvertime + day.overtimeRounding;
  return (
    <dl>
      {entry.startTime !== null && entry.endTime !== null && (
        <>
          <dt>{texts.present}</dt>
          <dd>
            {entry.startTime}–{entry.endTime}
          </dd>
          <dt>{texts.pause}</dt>
          <dd>{formats.measure(day.breakMinutes, 0, "min")}</dd>
        </>
      )}
      <dt>{texts.net}</dt>
      <dd>{hours(day.netMinutes)}</dd>
      {overtime > 0 && (
        <>
          <dt>{texts.overtime}</dt>
          <dd>{hours(overtime)}</dd>
        </>
      )}
      {day.holidayMinutes > 0 && (
        <>
          <dt>{texts.totals.holiday[1]}</dt>
          <dd>{hours(day.holidayMinutes)}</dd>
        </>
      )}
      {day.restMinutes > 0 && (
        <>
          <dt>{texts.totals.restDay[1]}</dt>
          <dd>{hours(day.restMinutes)}</dd>
        </>
      )}
    </dl>
  );
}

type CellExtrasProps = Pick<CellPanelProps, "entry" | "locked" | "onWrite">;

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

/** What the codes mean. */
export function Legend({ codes }: { readonly codes: ReadonlyMap<string, Code> }) {
  const texts = useTexts(TIMESHEETS_TEXT);
  const say = useLabel();
  return (
    <section className={classes["legend"]} aria-label={texts.legend}>
      {[...codes.values()].map(({ code, name }) => [
        <b key={code}>{code}</b>,
        <span key={`${code} name`}>{say(name)}</span>,
      ])}
    </section>
  );
}
