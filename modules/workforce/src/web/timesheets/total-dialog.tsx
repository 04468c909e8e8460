import { Modal } from "@mantine/core";
import { useFormats, useLabel, useText, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { cellText } from "../../cell-text.ts";
import { CODE_KINDS } from "../../terms/code-kinds.ts";
import type { DrawnRow } from "./month-rows.ts";
import { PANEL_TEXT } from "./panel-text.ts";
import { payWords, ruleNumbers } from "./rule-text.ts";
import { TIMESHEETS_TEXT } from "./timesheets-text.ts";
import classes from "./timesheets.module.css";
import type { TotalId } from "./totals.ts";
import { totalParts, totalValue } from "./totals.ts";

interface TotalDialogProps {
  readonly row: DrawnRow | null;
  readonly total: TotalId | null;
  onClose(): void;
}

/** Which hours make a total, and by which rule. */
export function TotalDialog({ row, total, onClose }: TotalDialogProps) {
  const texts = useTexts(TIMESHEETS_TEXT);
  const kit = useText();
  const title =
    row === null || total === null
      ? ""
      : texts.explain(texts.totals[total][1] ?? "", row.month.employee.name);
  return (
    <Modal
      opened={row !== null && total !== null}
      onClose={onClose}
      title={title}
      size="lg"
      closeButtonProps={{ "aria-label": kit.common.close }}
    >
      {row !== null && total !== null && <Parts row={row} total={total} />}
    </Modal>
  );
}

interface Line {
  readonly key: string;
  readonly day: string;
  readonly rule: string;
  readonly numbers: string;
  readonly value: string;
  readonly pay: string;
}

function Parts({ row, total }: { readonly row: DrawnRow; readonly total: TotalId }) {
  const texts = useTexts(TIMESHEETS_TEXT);
  const formats = useFormats();
  const lines = useLines(row, total);
  const isPaid = lines.some(({ pay }) => pay !== "");
  const { totals } = row.month;
  if (lines.length === 0) return <p className={classes["quiet"]}>{texts.nothing}</p>;
  const isDays = totalParts(total, totals) === null;
  return (
    <table className={classes["sums"]}>
      <thead>
        <tr>
          <th scope="col">{texts.day}</th>
          <th scope="col">{texts.rule}</th>
          {isPaid && <th scope="col">{texts.pay}</th>}
          <th scope="col">{isDays ? texts.totals.days[0] : texts.hours}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.key}>
            <td>
              {formats.day(line.day, "weekday")}
              <small>{enteredOn(row, line.day)}</small>
            </td>
            <td>
              {line.rule}
              <small>{line.numbers}</small>
            </td>
            {isPaid && <td>{line.pay}</td>}
            <td>{line.value}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <td colSpan={isPaid ? 3 : 2}>{texts.sum}</td>
          <td>{formats.number(totalValue(total, totals), 2)}</td>
        </tr>
      </tfoot>
    </table>
  );
}

/** The parts of a total as they read, or the days that count towards it. */
function useLines(row: DrawnRow, total: TotalId): readonly Line[] {
  const panel = useTexts(PANEL_TEXT);
  const formats = useFormats();
  const say = useLabel();
  const { totals, days, employee } = row.month;
  const parts = totalParts(total, totals)?.parts;
  if (parts !== undefined) {
    const byDate = new Map(days.map((day) => [day.date, day]));
    return parts.flatMap(({ ruleId, label, minutes, from, pay }): Line[] => {
      const day = byDate.get(from);
      if (day === undefined) return [];
      return [
        {
          key: `${from} ${ruleId}`,
          day: from,
          rule: say(label),
          numbers: ruleNumbers(ruleId, day, employee.weeklyContractMinutes, { formats, panel }),
          value: formats.number(minutes / 60, 2),
          pay: payWords(pay, formats, panel),
        },
      ];
    });
  }
  return days
    .filter((day) => (total === "leave" ? day.kind === "annual_leave" : day.netMinutes > 0))
    .map(({ date, kind }) => ({
      key: date,
      day: date,
      rule: kind === null ? "" : say(CODE_KINDS[kind]),
      numbers: "",
      value: "1",
      pay: "",
    }));
}

function enteredOn({ entries }: DrawnRow, date: string): string {
  const entry = entries.get(date);
  return entry === undefined ? "" : cellText(entry);
}
