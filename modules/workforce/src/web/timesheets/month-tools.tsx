import { ActionIcon, Menu } from "@mantine/core";
import { saveFile } from "@healthops/ui/files/save-file";
import { xlsxBlob } from "@healthops/ui/files/write-xlsx";
import { useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { useShortcut } from "@healthops/ui/palette/shortcuts.tsx";
import { useAnnounce } from "@healthops/ui/states/undo.tsx";
import {
  IconDotsVertical,
  IconFileImport,
  IconFileSpreadsheet,
  IconPrinter,
} from "@tabler/icons-react";
import { useState } from "react";
import { MonthImport } from "./month-import.tsx";
import { MonthPrint } from "./month-print.tsx";
import { monthBook } from "./month-table.ts";
import { TIMESHEETS_TEXT } from "./timesheets-text.ts";
import { useDrawnMonth } from "./use-drawn-month.tsx";
import type { Month } from "./use-month.ts";

interface MonthToolsProps {
  readonly month: string;
  readonly siteId: string;
  readonly value: Month;
}

/** The month on paper, to a spreadsheet and from one. */
export function MonthTools({ month, siteId, value }: MonthToolsProps) {
  const texts = useTexts(TIMESHEETS_TEXT);
  const announce = useAnnounce();
  const drawn = useDrawnMonth(month, value);
  const [doing, setDoing] = useState<"print" | "import" | null>(null);
  const write = (): void => {
    xlsxBlob(monthBook(drawn, month, texts)).then(
      (blob) => saveFile(blob, `${texts.title.toLowerCase()}-${month}.xlsx`),
      announce.failed,
    );
  };
  useShortcut("mod+p", texts.print, () => setDoing("print"));
  const icon = { size: 16, "aria-hidden": true } as const;
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="default" size="lg" aria-label={texts.more}>
            <IconDotsVertical size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconFileSpreadsheet {...icon} />} onClick={write}>
            {texts.export}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconFileImport {...icon} />}
            disabled={value.state !== "open"}
            onClick={() => setDoing("import")}
          >
            {texts.import}
          </Menu.Item>
          <Menu.Item leftSection={<IconPrinter {...icon} />} onClick={() => setDoing("print")}>
            {texts.print}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {doing === "print" && (
        <MonthPrint {...{ month, siteId, drawn }} onDone={() => setDoing(null)} />
      )}
      {doing === "import" && (
        <MonthImport {...{ month, value, drawn }} onDone={() => setDoing(null)} />
      )}
    </>
  );
}
