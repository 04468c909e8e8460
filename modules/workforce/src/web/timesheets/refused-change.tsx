import { usePending } from "@healthops/ui/data/hooks";
import { valueOr } from "@healthops/ui/data/watched";
import { useText, useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { AppLink } from "@healthops/ui/address/app-link.tsx";
import { failureText } from "@healthops/ui/states/problem-text";
import { PANEL_TEXT } from "./panel-text.ts";
import classes from "./timesheets.module.css";

/** Why the hub refused what was entered into a cell, and the way to correct or discard it. */
export function RefusedChange({ entryId }: { readonly entryId: string }) {
  const texts = useTexts(PANEL_TEXT);
  const kit = useText();
  const groups = valueOr(usePending(["rejected"]), []);
  const change = groups
    .flatMap(({ changes }) => changes)
    .findLast(({ id, refusal }) => id === entryId && refusal !== null);
  if (change === undefined || change.refusal === null) return null;
  return (
    <p className={classes["warning"]} data-tone="bad">
      {texts.refused} {failureText(change.refusal, kit)}{" "}
      <AppLink href={`/rejected?record=${entryId}`}>{texts.toRefused}</AppLink>
    </p>
  );
}
