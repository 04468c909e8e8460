import { useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import type { DayResult } from "../../rules/working-days.ts";
import { PANEL_TEXT } from "./panel-text.ts";
import classes from "./timesheets.module.css";

/** What the day is, whatever is entered. */
export function DayKind({ day }: { readonly day: DayResult }) {
  const panel = useTexts(PANEL_TEXT);
  const words = [
    ...(day.holiday === null ? [] : [panel.holiday[day.holiday]]),
    ...(day.isRest ? [panel.weeklyRest] : []),
  ];
  if (words.length === 0) return null;
  return <p className={classes["quiet"]}>{words.join(" · ")}</p>;
}
