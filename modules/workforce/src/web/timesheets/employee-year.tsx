import { useFormats, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import type { ReactNode } from "react";
import { PANEL_TEXT } from "./panel-text.ts";
import type { Employee } from "./records.ts";
import classes from "./timesheets.module.css";
import { useEmployeeYear } from "./use-employee-year.ts";
import type { Month } from "./use-month.ts";

interface EmployeeYearProps {
  readonly employee: Employee;
  readonly month: string;
  readonly value: Pick<Month, "codes" | "ruleSets" | "zones" | "today">;
}

/** What is left of somebody's leave and of the year's overtime, with a warning where little is. */
export function EmployeeYear({ employee, month, value }: EmployeeYearProps) {
  const texts = useTexts(PANEL_TEXT);
  const formats = useFormats();
  const standing = useEmployeeYear(employee, month, value);
  if (standing === null) return null;
  const { leave, cap, year } = standing;
  const knowsLeave = employee.hiredOn !== null || employee.openingLeaveDays !== null;
  const hours = (minutes: number): string => formats.number(minutes / 60, 1);
  return (
    <section className={classes["facts"]} aria-label={texts.year(year)}>
      <h3>{texts.year(year)}</h3>
      <dl>
        <dt>{texts.leaveLeft}</dt>
        <dd>
          {knowsLeave
            ? texts.of(formats.number(leave.left, 1), formats.measure(leave.earned, 1, "d"))
            : texts.unknown}
        </dd>
        {leave.next !== null && leave.next.days > 0 && (
          <>
            <dt>{texts.leaveNext(formats.day(leave.next.on))}</dt>
            <dd>+{formats.measure(leave.next.days, 1, "d")}</dd>
          </>
        )}
        <dt>{texts.overtimeYear}</dt>
        <dd>{texts.of(hours(cap.usedMinutes), formats.measure(cap.capMinutes / 60, 1, "h"))}</dd>
      </dl>
      {knowsLeave && leave.left < 0 && <Warning tone="bad">{texts.leaveOverdrawn}</Warning>}
      {cap.level !== "free" && (
        <Warning tone={cap.level === "over" ? "bad" : "warn"}>{texts.cap[cap.level]}</Warning>
      )}
    </section>
  );
}

function Warning({
  tone,
  children,
}: {
  readonly tone: "warn" | "bad";
  readonly children: ReactNode;
}) {
  return (
    <p className={classes["warning"]} data-tone={tone}>
      {children}
    </p>
  );
}
