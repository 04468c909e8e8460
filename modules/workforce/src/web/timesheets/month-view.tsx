import { foldLetters } from "@healthops/base/fold-letters";
import { ActionIcon, Button } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import type { Watched } from "@healthops/ui/data/watched";
import { useFormats, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { useShortcut } from "@healthops/ui/palette/shortcuts.tsx";
import { useAddressQuery } from "@healthops/ui/address/address.tsx";
import { AppLink } from "@healthops/ui/address/app-link.tsx";
import { EmptyList } from "@healthops/ui/states/empty-list.tsx";
import { EmptyState, ErrorState, LoadingState } from "@healthops/ui/states/states.tsx";
import { IconLayoutSidebarRight } from "@tabler/icons-react";
import type { ComponentProps } from "react";
import { MonthBar } from "./month-bar.tsx";
import { MonthCards } from "./month-cards.tsx";
import { MonthSheet } from "./month-sheet.tsx";
import { MonthTools } from "./month-tools.tsx";
import { PeriodActions } from "./period-actions.tsx";
import classes from "./timesheets.module.css";
import { TIMESHEETS_TEXT } from "./timesheets-text.ts";
import type { Month } from "./use-month.ts";
import { useMonth } from "./use-month.ts";

type MonthViewProps = Omit<ComponentProps<typeof MonthBar>, "siteId" | "children"> & {
  readonly siteId: string;
};

/** Room for the grid and for the cell beside it. */
const ROOMY = "(min-width: 106em)";
const NARROW = "(max-width: 47.99em)";

/** One month of one region: as a sheet where there is room, as cards on a phone. */
export function MonthView(props: MonthViewProps) {
  const { siteId, month } = props;
  const formats = useFormats();
  const watched = useMonth(siteId, month, formats.compare);
  const ready = watched.state === "ready" ? watched.value : null;
  const texts = useTexts(TIMESHEETS_TEXT);
  const roomy = useMediaQuery(ROOMY, undefined, { getInitialValueInEffect: false }) === true;
  const [query, change] = useAddressQuery();
  const details = query["details"] === undefined ? roomy : query["details"] === "1";
  const turn = (): void => change({ details: details ? "0" : "1" });
  useShortcut("alt+d", texts.details, turn);
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
            <ActionIcon
              className={classes["turn"] ?? ""}
              variant={details ? "light" : "default"}
              size="lg"
              aria-label={texts.details}
              aria-pressed={details}
              onClick={turn}
            >
              <IconLayoutSidebarRight size={18} />
            </ActionIcon>
            <MonthTools month={month} siteId={siteId} value={ready} />
          </>
        )}
      </MonthBar>
      <MonthBody
        {...{ watched, month, details }}
        search={props.search}
        onDetails={() => change({ details: "1" })}
      />
    </>
  );
}

interface MonthBodyProps {
  readonly watched: Watched<Month>;
  readonly month: string;
  readonly search: string;
  readonly details: boolean;
  onDetails(): void;
}

function MonthBody({ watched, month, search, details, onDetails }: MonthBodyProps) {
  const texts = useTexts(TIMESHEETS_TEXT);
  const narrow = useMediaQuery(NARROW, undefined, { getInitialValueInEffect: false }) === true;
  if (watched.state === "failed") return <ErrorState error={watched.error} />;
  if (watched.state === "loading") return <LoadingState lines={12} />;
  const { value } = watched;
  if (value.employees.length === 0) {
    return (
      <EmptyList
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
  const wanted = foldLetters(search.trim());
  const found =
    wanted === ""
      ? value
      : {
          ...value,
          employees: value.employees.filter(({ name, number }) =>
            foldLetters(`${name} ${number ?? ""}`).includes(wanted),
          ),
        };
  if (found.employees.length === 0) return <EmptyState title={texts.noMatch} text="" />;
  return narrow ? (
    <MonthCards month={month} value={found} />
  ) : (
    <MonthSheet month={month} value={found} {...{ details, onDetails }} />
  );
}
