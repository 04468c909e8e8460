import { isDay } from "@healthops/base/days";
import { ActionIcon, Button, SegmentedControl, TextInput } from "@mantine/core";
import { IconChartLine, IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { useAddressQuery, useNavigate } from "@healthops/ui/address/address.tsx";
import { Page } from "@healthops/ui/shell/page.tsx";
import { EmptyList } from "@healthops/ui/states/empty-list.tsx";
import { LoadingState } from "@healthops/ui/states/states.tsx";
import { bodyFacts, restingKcal } from "../../goals/body.ts";
import type { Range, TrendPeriod } from "../../trends/periods.ts";
import {
  TREND_PERIODS,
  daysIn,
  periodsIn,
  rangeAfter,
  rangeBefore,
  usualRange,
} from "../../trends/periods.ts";
import { knownIn } from "../../trends/trend.ts";
import { useGoals } from "../shared/use-goals.ts";
import { usePerson } from "../shared/use-person.ts";
import { useToday } from "@healthops/ui/data/site-clock.tsx";
import { TrendCharts } from "./trend-charts.tsx";
import { TRENDS_TEXT } from "./trends-text.ts";
import type { DayColumns } from "./use-columns.ts";
import { byPeriod, useDayColumns } from "./use-columns.ts";
import { useTrendTotals } from "./use-trends.ts";
import classes from "./trends.module.css";

/** More days than this are no trend but a life; the drawing would not show them. */
const DAYS_MAX = 3660;

/** Energy, exercise, macros and weight over time; the range stands in the address. */
export function Screen() {
  const texts = useTexts(TRENDS_TEXT);
  const today = useToday();
  const [query, change] = useAddressQuery();
  const by = TREND_PERIODS.find((each) => each === query["by"]) ?? "day";
  const range = rangeOf(query, today, by);
  const show = ({ from, to }: Range): void => change({ from, to });
  return (
    <Page title={texts.trends}>
      <div className={classes["bar"]} role="group" aria-label={texts.by}>
        <SegmentedControl
          aria-label={texts.by}
          value={by}
          onChange={(value) => change({ by: value === "day" ? null : value, from: null, to: null })}
          data={TREND_PERIODS.map((value) => ({ value, label: texts[value] }))}
        />
        <div className={classes["range"]}>
          <ActionIcon
            variant="default"
            aria-label={texts.earlier}
            onClick={() => show(rangeBefore(range))}
          >
            <IconChevronLeft size={18} stroke={1.7} />
          </ActionIcon>
          <DayInput
            label={texts.from}
            value={range.from}
            set={(from) => show({ from, to: from > range.to ? from : range.to })}
          />
          <DayInput
            label={texts.to}
            value={range.to}
            set={(to) => show({ from: to < range.from ? to : range.from, to })}
          />
          <ActionIcon
            variant="default"
            aria-label={texts.later}
            onClick={() => show(rangeAfter(range))}
          >
            <IconChevronRight size={18} stroke={1.7} />
          </ActionIcon>
        </div>
        {query["to"] === undefined ? null : (
          <Button variant="subtle" onClick={() => change({ from: null, to: null })}>
            {texts.usual}
          </Button>
        )}
      </div>
      <Trends by={by} range={range} today={today} />
    </Page>
  );
}

function DayInput(props: {
  readonly label: string;
  readonly value: string;
  set(day: string): void;
}) {
  return (
    <TextInput
      type="date"
      aria-label={props.label}
      className={classes["date"] ?? ""}
      value={props.value}
      onChange={(event) => {
        const day = event.currentTarget.value;
        if (isDay(day) && day >= "1900-01-01") props.set(day);
      }}
    />
  );
}

interface TrendsProps {
  readonly by: TrendPeriod;
  readonly range: Range;
  readonly today: string;
}

function Trends({ by, range, today }: TrendsProps) {
  const texts = useTexts(TRENDS_TEXT);
  const navigate = useNavigate();
  const former = rangeBefore(range);
  const days = useDayColumns(useTrendTotals(range, "day"), range);
  const before = useDayColumns(useTrendTotals(former, "day"), former);
  const goals = useGoals(range.to > today ? today : range.to);
  const person = usePerson(range.to);
  if (days === null || before === null) return <LoadingState lines={10} />;
  const known = knownIn(days.eatenKcal);
  if (known + knownIn(days.minutes) + knownIn(days.weightKg) === 0) {
    return (
      <div className="ho-card">
        <EmptyList
          icon={<IconChartLine size={24} stroke={1.5} />}
          title={texts.emptyTitle}
          text={texts.emptyText}
          action={<Button onClick={() => navigate("/diary")}>{texts.toDiary}</Button>}
        />
      </div>
    );
  }
  return (
    <>
      <div className={classes["charts"]}>
        <TrendCharts
          by={by}
          periods={periodsIn(range, by)}
          columns={byPeriod(days, range, by)}
          days={days}
          before={isComparable(days, before) ? before : NOT_COMPARED}
          goals={goals}
          restKcal={restingKcal(bodyFacts(person.profile, person.weightKg, range.to))}
        />
      </div>
      <p className={classes["foot"]}>{texts.entered(known, daysIn(range))}</p>
    </>
  );
}

const NOT_COMPARED: DayColumns = {
  eatenKcal: [],
  burnedKcal: [],
  minutes: [],
  proteinG: [],
  carbohydrateG: [],
  fatG: [],
  weightKg: [],
};

/** Against a time of which little was written down, every change would look enormous. */
function isComparable(now: DayColumns, before: DayColumns): boolean {
  return writtenIn(before) * 2 >= writtenIn(now);
}

function writtenIn({ eatenKcal, minutes }: DayColumns): number {
  return knownIn(eatenKcal) + knownIn(minutes);
}

function rangeOf(query: Readonly<Record<string, string>>, today: string, by: TrendPeriod): Range {
  const { from, to } = query;
  const usual = usualRange(isDay(to) ? to : today, by);
  if (!isDay(from) || from > usual.to) return usual;
  const asked = { from, to: usual.to };
  return daysIn(asked) > DAYS_MAX ? usual : asked;
}
