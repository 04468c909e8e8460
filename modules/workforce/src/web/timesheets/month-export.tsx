import { saveFile } from "@healthops/ui/files/save-file";
import { xlsxBlob } from "@healthops/ui/files/write-xlsx";
import { useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { useAnnounce } from "@healthops/ui/states/undo.tsx";
import { useEffect, useRef } from "react";
import { monthBook } from "./month-table.ts";
import { TIMESHEETS_TEXT } from "./timesheets-text.ts";
import type { DrawnMonth } from "./use-drawn-month.tsx";

interface MonthExportProps {
  readonly month: string;
  readonly drawn: DrawnMonth;
  onDone(): void;
}

/** Writes the month to a spreadsheet, once, and goes. */
export function MonthExport({ month, drawn, onDone }: MonthExportProps) {
  const texts = useTexts(TIMESHEETS_TEXT);
  const announce = useAnnounce();
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    xlsxBlob(monthBook(drawn, month, texts))
      .then((blob) => saveFile(blob, `${texts.title.toLowerCase()}-${month}.xlsx`))
      .catch(announce.failed)
      .finally(onDone);
  }, [drawn, month, texts, announce, onDone]);
  return null;
}
