import { Modal } from "@mantine/core";
import { useFormats, useLabel, useText, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { TIMESHEETS_TEXT } from "./timesheets-text.ts";
import classes from "./timesheets.module.css";
import type { DrawnRow } from "./month-rows.ts";
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

function Parts({ row, total }: { readonly row: DrawnRow; readonly total: TotalId }) {
  const texts = useTexts(TIMESHEETS_TEXT);
  const formats = useFormats();
  const say = useLabel();
  const { totals, days } = row.month;
  const parts = totalParts(total, totals)?.parts ?? null;
  const counted = days.filter((day) =>
    total === "leave" ? day.kind === "annual_leave" : day.netMinutes > 0,
  );
  const lines =
    parts?.map((part) => ({
      key: `${part.from} ${part.ruleId}`,
      day: part.from,
      rule: say(part.label),
      value: formats.number(part.minutes / 60, 2),
      pay: part.percent === null ? "" : `${formats.number(part.percent, 0)} %`,
    })) ?? counted.map((day) => ({ key: day.date, day: day.date, rule: "", value: "1", pay: "" }));
  if (lines.length === 0) return <p className={classes["quiet"]}>{texts.nothing}</p>;
  return (
    <table className={classes["sums"]}>
      <thead>
        <tr>
          <th scope="col">{texts.day}</th>
          <th scope="col">{texts.rule}</th>
          <th scope="col">{texts.pay}</th>
          <th scope="col">{parts === null ? texts.day : texts.hours}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.key}>
            <td>{formats.day(line.day, "weekday")}</td>
            <td>{line.rule}</td>
            <td>{line.pay}</td>
            <td>{line.value}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <td colSpan={3}>{texts.sum}</td>
          <td>{formats.number(totalValue(total, totals), 2)}</td>
        </tr>
      </tfoot>
    </table>
  );
}
