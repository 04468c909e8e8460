import type { Status } from "@healthops/replica/status/status";
import { useStatus } from "../data/hooks.ts";
import { valueOr } from "../data/watched.ts";
import { useFormats, useTexts } from "../i18n/language-provider.tsx";
import { REPORT_TEXT } from "./report-text.ts";
import classes from "./report.module.css";

/** Says what a report was made from, so that nobody takes it for more than it is. */
export function MadeFrom() {
  const texts = useTexts(REPORT_TEXT);
  const formats = useFormats();
  const status: Status | null = valueOr(useStatus(), null);
  if (status === null) return null;
  const { lastSyncAt_ms, online, waiting } = status;
  return (
    <p className={classes["made"]} role="note">
      {texts.madeHere}{" "}
      {lastSyncAt_ms === null ? texts.neverSynced : texts.synced(formats.moment(lastSyncAt_ms))}
      {online === false ? ` ${texts.offline}` : ""}
      {waiting > 0 ? ` ${texts.waiting(waiting)}` : ""}
    </p>
  );
}
