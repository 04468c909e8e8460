import { Button } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import type { Watched } from "@healthops/ui/data/watched";
import { useFormats, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { AppLink } from "@healthops/ui/shell/app-link.tsx";
import { EmptyState, ErrorState, LoadingState } from "@healthops/ui/states/states.tsx";
import type { ComponentProps } from "react";
import { MonthBar } from "./month-bar.tsx";
import { MonthCards } from "./month-cards.tsx";
import { MonthSheet } from "./month-sheet.tsx";
import { MonthTools } from "./month-tools.tsx";
import { PeriodActions } from "./period-actions.tsx";
import { TIMESHEETS_TEXT } from "./timesheets-text.ts";
import type { Month } from "./use-month.ts";
import { useMonth } from "./use-month.ts";

type MonthViewProps = Omit<ComponentProps<typeof MonthBar>, "siteId" | "children"> & {
  readonly siteId: string;
};

const NARROW = "(max-width: 47.99em)";

/** One month of one region: as a sheet where there is room, as cards on a phone. */
export function MonthView(props: MonthViewProps) {
  const { siteId, month } = props;
  const formats = useFormats();
  const watched = useMonth(siteId, month, formats.compare);
  const ready = watched.state === "ready" ? watched.value : null;
  return (
    <>
      <MonthBar {...props}>
        {ready !== null && (
          <>
            <PeriodActions
              {...{ siteId, month }}
              state={ready.state}
              known={ready.period !== null}
            />
            <MonthTools month={month} siteId={siteId} value={ready} />
          </>
        )}
      </MonthBar>
      <MonthBody {...{ watched, month, siteId }} search={props.search} />
    </>
  );
}

interface MonthBodyProps {
  readonly watched: Watched<Month>;
  readonly month: string;
  readonly siteId: string;
  readonly search: string;
}

function MonthBody({ watched, month, search }: MonthBodyProps) {
  const texts = useTexts(TIMESHEETS_TEXT);
  const formats = useFormats();
  const narrow = useMediaQuery(NARROW, undefined, { getInitialValueInEffect: false }) === true;
  if (watched.state === "failed") return <ErrorState error={watched.error} />;
  if (watched.state === "loading") return <LoadingState lines={12} />;
  const { value } = watched;
  if (value.employees.length === 0) {
    return (
      <EmptyState
        title={texts.noEmployees}
        text={texts.noEmployeesText}
        action={
          <Button component={AppLink} href="/c/employees/new">
            {texts.addEmployee}
          </Button>
        }
      />
    );
  }
  const wanted = formats.upper(search.trim());
  const found =
    wanted === ""
      ? value
      : {
          ...value,
          employees: value.employees.filter(({ name, number }) =>
            formats.upper(`${name} ${number ?? ""}`).includes(wanted),
          ),
        };
  if (found.employees.length === 0) return <EmptyState title={texts.noMatch} text="" />;
  return narrow ? (
    <MonthCards month={month} value={found} />
  ) : (
    <MonthSheet month={month} value={found} />
  );
}
