import { useFormats, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { AppLink } from "@healthops/ui/address/app-link.tsx";
import { PANEL_TEXT } from "./panel-text.ts";
import type { Entry } from "./records.ts";
import { RefusedChange } from "./refused-change.tsx";
import classes from "./timesheets.module.css";
import { TIMESHEETS_TEXT } from "./timesheets-text.ts";
import type { Month } from "./use-month.ts";

/** A clash, a refusal, or what is not sent yet; else when it was changed last. */
export function CellState({
  entry,
  value,
}: {
  readonly entry: Entry | undefined;
  readonly value: Month;
}) {
  const texts = useTexts(TIMESHEETS_TEXT);
  const panel = useTexts(PANEL_TEXT);
  const formats = useFormats();
  if (entry === undefined) return null;
  const conflictId = value.conflicts.get(entry.id);
  const states = value.pending[entry.id];
  return (
    <>
      {conflictId !== undefined && (
        <p className={classes["warning"]} data-tone="warn">
          {texts.inConflict}{" "}
          <AppLink href={`/conflicts?id=${conflictId}`}>{texts.toConflict}</AppLink>
        </p>
      )}
      {states?.includes("rejected") === true && <RefusedChange entryId={entry.id} />}
      <p className={classes["quiet"]}>
        {states?.some((state) => state === "waiting" || state === "sent") === true
          ? texts.waiting
          : entry.updatedAt_us > 0
            ? panel.changed(formats.moment(entry.updatedAt_us / 1000))
            : null}
      </p>
    </>
  );
}
