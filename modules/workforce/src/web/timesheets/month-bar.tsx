import { addMonths } from "@healthops/base/days";
import { ActionIcon, Button, Select, TextInput } from "@mantine/core";
import { useList } from "@healthops/ui/data/hooks";
import { valueOr } from "@healthops/ui/data/watched";
import { useLanguage, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { useShortcut } from "@healthops/ui/palette/shortcuts.tsx";
import { IconChevronLeft, IconChevronRight, IconSearch } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useRef } from "react";
import { monthName } from "../../rules/month-name.ts";
import classes from "./timesheets.module.css";
import { TIMESHEETS_TEXT } from "./timesheets-text.ts";

interface MonthBarProps {
  readonly siteId: string | null;
  readonly month: string;
  /** The month in which it is today there. */
  readonly thisMonth: string;
  readonly search: string;
  /** Whether other regions may be chosen. */
  readonly anySite: boolean;
  onSite(siteId: string | null): void;
  onMonth(month: string): void;
  onSearch(text: string): void;
  readonly children?: ReactNode;
}

/** Which region, which month, and whom to look for. */
export function MonthBar(props: MonthBarProps) {
  const { siteId, month, thisMonth, search, anySite, onSite, onMonth, onSearch } = props;
  const texts = useTexts(TIMESHEETS_TEXT);
  const { language } = useLanguage();
  const finder = useRef<HTMLInputElement>(null);
  const sites = valueOr(useList("sites", { limit: 500, sort: [["name", "asc"]] }), null);
  useShortcut("alt+arrowleft", texts.previous, () => onMonth(addMonths(month, -1)));
  useShortcut("alt+arrowright", texts.next, () => onMonth(addMonths(month, 1)));
  useShortcut("/", texts.find, () => finder.current?.focus());
  return (
    <div className={classes["bar"]}>
      <div className={classes["months"]}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={texts.previous}
          onClick={() => onMonth(addMonths(month, -1))}
        >
          <IconChevronLeft size={18} />
        </ActionIcon>
        <strong aria-live="polite">{monthName(month, language)}</strong>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={texts.next}
          onClick={() => onMonth(addMonths(month, 1))}
        >
          <IconChevronRight size={18} />
        </ActionIcon>
        {month !== thisMonth && (
          <Button variant="subtle" size="compact-sm" onClick={() => onMonth(thisMonth)}>
            {texts.thisMonth}
          </Button>
        )}
      </div>
      {anySite && (
        <Select
          className={classes["site"] ?? ""}
          aria-label={texts.region}
          placeholder={texts.region}
          value={siteId}
          onChange={onSite}
          allowDeselect={false}
          data={(sites?.records ?? []).map(({ id, content }) => ({
            value: id,
            label: String(content["name"]),
          }))}
        />
      )}
      <TextInput
        ref={finder}
        className={classes["find"] ?? ""}
        aria-label={texts.find}
        placeholder={texts.find}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={search}
        onChange={(event) => onSearch(event.currentTarget.value)}
      />
      <span className={classes["gap"]} />
      {props.children}
    </div>
  );
}
