import { addMonths } from "@healthops/base/days";
import { useToday } from "../data/site-clock.tsx";
import { ActionIcon, NativeSelect, TextInput } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useFormats, useLanguage, useTexts } from "../i18n/language-provider.tsx";
import { LOCALES } from "../i18n/texts/language.ts";
import { useAddressQuery } from "../address/address.tsx";
import type { DayRange, PeriodPreset } from "../calendar/period.ts";
import {
  PERIOD_PRESETS,
  daysOf,
  isReportDay,
  isReportMonth,
  rangeOfPreset,
} from "../calendar/period.ts";
import { monthWords } from "./period-text.ts";
import type { ReportFilter } from "./report-filter.ts";
import { REPORT_TEXT } from "./report-text.ts";

/** Nobody reads a longer report; the drawing would not show it. */
const DAYS_MAX = 3660;
const CUSTOM = "custom";

/** A period: one of the presets, or chosen days. */
export function usePeriodFilter(preset: PeriodPreset): {
  readonly range: DayRange;
  readonly filter: ReportFilter;
} {
  const texts = useTexts(REPORT_TEXT);
  const formats = useFormats();
  const [query, change] = useAddressQuery();
  const asked = PERIOD_PRESETS.find((each) => each === query["period"]);
  const chosen = asked === undefined ? chosenRange(query) : null;
  const today = useToday();
  const range = chosen ?? rangeOfPreset(asked ?? preset, today);
  const show = (next: DayRange): void => change({ period: null, ...next });
  const field = (name: "from" | "to"): ReactNode => (
    <TextInput
      type="date"
      size="xs"
      label={texts[name]}
      value={range[name]}
      onChange={(event) => {
        const day = event.currentTarget.value;
        if (!isReportDay(day)) return;
        if (name === "from") show({ from: day, to: day > range.to ? day : range.to });
        else show({ from: day < range.from ? day : range.from, to: day });
      }}
    />
  );
  return {
    range,
    filter: {
      name: "period",
      label: texts.period,
      words: `${formats.day(range.from)} – ${formats.day(range.to)}`,
      input: (
        <>
          <NativeSelect
            size="xs"
            label={texts.period}
            value={chosen === null ? (asked ?? preset) : CUSTOM}
            data={[
              ...PERIOD_PRESETS.map((value) => ({ value, label: texts[value] })),
              { value: CUSTOM, label: texts.custom },
            ]}
            onChange={(event) => {
              const value = event.currentTarget.value;
              if (value === CUSTOM) show(range);
              else change({ period: value === preset ? null : value, from: null, to: null });
            }}
          />
          {field("from")}
          {field("to")}
        </>
      ),
    },
  };
}

function chosenRange({ from, to }: Readonly<Record<string, string>>): DayRange | null {
  if (!isReportDay(from) || !isReportDay(to) || from > to) return null;
  return daysOf({ from, to }) > DAYS_MAX ? null : { from, to };
}

/** One month `YYYY-MM`; this one when nobody chose. */
export function useMonthFilter(): { readonly month: string; readonly filter: ReportFilter } {
  const texts = useTexts(REPORT_TEXT);
  const { language } = useLanguage();
  const [query, change] = useAddressQuery();
  const here = useToday().slice(0, 7);
  const month = isReportMonth(query["month"]) ? query["month"] : here;
  const show = (next: string): void => change({ month: next === here ? null : next });
  return {
    month,
    filter: {
      name: "month",
      label: texts.month,
      words: monthWords(month, LOCALES[language]),
      input: (
        <Stepped earlier={() => show(addMonths(month, -1))} later={() => show(addMonths(month, 1))}>
          <TextInput
            type="month"
            size="xs"
            label={texts.month}
            value={month}
            onChange={(event) => {
              const value = event.currentTarget.value;
              if (isReportMonth(value)) show(value);
            }}
          />
        </Stepped>
      ),
    },
  };
}

const YEARS_BACK = 10;

/** One calendar year; this one when nobody chose. */
export function useYearFilter(): { readonly year: string; readonly filter: ReportFilter } {
  const texts = useTexts(REPORT_TEXT);
  const [query, change] = useAddressQuery();
  const here = Number(useToday().slice(0, 4));
  const asked = Number(/^(19|2[01])\d{2}$/u.exec(query["year"] ?? "")?.[0] ?? here);
  const show = (next: number): void => change({ year: next === here ? null : String(next) });
  const offered = Array.from({ length: YEARS_BACK + 2 }, (_, back) => here + 1 - back);
  const years = offered.includes(asked) ? offered : [asked, ...offered];
  return {
    year: String(asked),
    filter: {
      name: "year",
      label: texts.year,
      words: String(asked),
      input: (
        <Stepped earlier={() => show(asked - 1)} later={() => show(asked + 1)}>
          <NativeSelect
            size="xs"
            label={texts.year}
            value={String(asked)}
            data={years.map(String)}
            onChange={(event) => show(Number(event.currentTarget.value))}
          />
        </Stepped>
      ),
    },
  };
}

/** One day; today when nobody chose. */
export function useDayFilter(): { readonly day: string; readonly filter: ReportFilter } {
  const texts = useTexts(REPORT_TEXT);
  const formats = useFormats();
  const [query, change] = useAddressQuery();
  const today = useToday();
  const day = isReportDay(query["day"]) ? query["day"] : today;
  return {
    day,
    filter: {
      name: "day",
      label: texts.day,
      words: formats.day(day),
      input: (
        <TextInput
          type="date"
          size="xs"
          label={texts.day}
          value={day}
          onChange={(event) => {
            const value = event.currentTarget.value;
            if (isReportDay(value)) change({ day: value === today ? null : value });
          }}
        />
      ),
    },
  };
}

interface SteppedProps {
  earlier(): void;
  later(): void;
  readonly children: ReactNode;
}

function Stepped({ earlier, later, children }: SteppedProps) {
  const texts = useTexts(REPORT_TEXT);
  return (
    <div className="ho-report-stepped">
      <ActionIcon variant="default" size={30} aria-label={texts.earlier} onClick={earlier}>
        <IconChevronLeft size={16} stroke={1.7} />
      </ActionIcon>
      {children}
      <ActionIcon variant="default" size={30} aria-label={texts.later} onClick={later}>
        <IconChevronRight size={16} stroke={1.7} />
      </ActionIcon>
    </div>
  );
}
