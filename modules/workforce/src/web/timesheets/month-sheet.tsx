import { useDebouncedValue } from "@mantine/hooks";
import { CellGrid } from "@healthops/ui/cell-grid/cell-grid.tsx";
import type { CellEdit } from "@healthops/ui/cell-grid/edit-steps";
import { useLabel, useLanguage, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { useAnnounce } from "@healthops/ui/states/undo.tsx";
import { useCallback, useMemo, useState } from "react";
import { CELL_FAULT, parseCell } from "../../cell-text.ts";
import { closedReason } from "../../rules/periods.ts";
import type { CellWork } from "./cell-changes.ts";
import { cellWork } from "./cell-changes.ts";
import { CellPanel } from "./cell-panel.tsx";
import { Legend } from "./legend.tsx";
import type { DrawnRow } from "./month-rows.ts";
import { monthName } from "../../rules/month-name.ts";
import classes from "./timesheets.module.css";
import { TIMESHEETS_TEXT } from "./timesheets-text.ts";
import { TotalDialog } from "./total-dialog.tsx";
import type { TotalId } from "./totals.ts";
import { useDrawnMonth } from "./use-drawn-month.tsx";
import type { Month } from "./use-month.ts";
import { useOptimisticMonth } from "./use-optimistic-month.ts";

interface MonthSheetProps {
  readonly month: string;
  readonly value: Month;
  /** Whether all about the current cell shows beside the grid. */
  readonly details: boolean;
  onDetails(): void;
}

const HEAD_WIDTH = 190;
const COLUMN_WIDTH = 31;

/** The keys that lead through the grid do not wait for what shows beside it. */
const CALM_MS = 150;

interface At {
  readonly rowId: string;
  readonly date: string;
}

/** The month as a sheet to fill by keyboard, with all about the current cell beside it. */
export function MonthSheet({ month, value, details, onDetails }: MonthSheetProps) {
  const texts = useTexts(TIMESHEETS_TEXT);
  const { language } = useLanguage();
  const say = useLabel();
  const announce = useAnnounce();
  const [shown, write] = useOptimisticMonth(value);
  const drawn = useDrawnMonth(shown);
  const [at, setAt] = useState<At | null>(null);
  const [calm] = useDebouncedValue(at, CALM_MS);
  const [asked, setAsked] = useState<{ readonly rowId: string; readonly total: TotalId } | null>(
    null,
  );
  const closed = closedReason(month, shown.state);
  const onActive = useCallback((rowId: string, date: string) => setAt({ rowId, date }), []);
  const choices = useMemo(
    () => [...shown.codes.values()].map(({ code, name }) => ({ text: code, label: say(name) })),
    [shown.codes, say],
  );
  const edit = async (edits: readonly CellEdit[]): Promise<void> => {
    const work = cellWork(edits, {
      codes: shown.codes,
      employee: (id) => drawn.byId.get(id)?.month.employee,
      entry: (id, date) => drawn.byId.get(id)?.entries.get(date),
    });
    await write(work);
  };
  return (
    <div className={classes["work"]}>
      <CellGrid
        label={texts.grid(monthName(month, language))}
        rows={drawn.rows}
        columns={drawn.columns}
        totals={drawn.totals}
        sums={drawn.sums}
        headTitle={`${texts.employee} (${drawn.rows.length})`}
        footTitle={texts.perDay}
        headWidth={HEAD_WIDTH}
        columnWidth={COLUMN_WIDTH}
        choices={choices}
        lockedReason={closed === null ? null : say(closed)}
        faultOf={(text) => (parseCell(text, shown.codes) === null ? say(CELL_FAULT) : null)}
        onEdit={edit}
        onActive={onActive}
        onDetails={onDetails}
        onTotal={(rowId, total) => setAsked({ rowId, total: total as TotalId })}
        onMessage={(text) => announce.done(text)}
        onFailed={announce.failed}
      />
      {details && (
        <Aside
          row={calm === null ? undefined : drawn.byId.get(calm.rowId)}
          date={calm?.date ?? null}
          month={month}
          value={shown}
          lockedReason={closed === null ? null : say(closed)}
          onWrite={(work) => void write([work]).catch(announce.failed)}
        />
      )}
      <TotalDialog
        row={asked === null ? null : (drawn.byId.get(asked.rowId) ?? null)}
        total={asked?.total ?? null}
        onClose={() => setAsked(null)}
      />
    </div>
  );
}

interface AsideProps {
  readonly row: DrawnRow | undefined;
  readonly date: string | null;
  readonly month: string;
  readonly value: Month;
  readonly lockedReason: string | null;
  onWrite(work: CellWork): void;
}

/** Beside the grid: the cell where the person is, and what codes and signs mean. */
function Aside({ row, date, month, value, lockedReason, onWrite }: AsideProps) {
  const texts = useTexts(TIMESHEETS_TEXT);
  const day = row?.month.days.find((one) => one.date === date);
  return (
    <aside className={`ho-card ${classes["panel"] ?? ""}`} aria-label={texts.details}>
      {row !== undefined && day !== undefined && (
        <CellPanel
          {...{ month, value, row, day, lockedReason }}
          onWrite={(content) =>
            onWrite({
              employee: row.month.employee,
              date: day.date,
              entry: row.entries.get(day.date),
              content,
            })
          }
        />
      )}
      <Legend codes={value.codes} />
    </aside>
  );
}
