import { ActionIcon, Menu } from "@mantine/core";
import { useTexts } from "@healthops/ui/i18n/language-provider.tsx";
import { useShortcut } from "@healthops/ui/palette/shortcuts.tsx";
import {
  IconDotsVertical,
  IconFileImport,
  IconFileSpreadsheet,
  IconPrinter,
} from "@tabler/icons-react";
import { useState } from "react";
import { MonthExport } from "./month-export.tsx";
import { MonthImport } from "./month-import.tsx";
import { MonthPrint } from "./month-print.tsx";
import { TIMESHEETS_TEXT } from "./timesheets-text.ts";
import { useDrawnMonth } from "./use-drawn-month.tsx";
import type { Month } from "./use-month.ts";

interface MonthToolsProps {
  readonly month: string;
  readonly siteId: string;
  readonly value: Month;
}

type Tool = "export" | "import" | "print";

/** The month on paper, to a spreadsheet and from one. */
export function MonthTools(props: MonthToolsProps) {
  const texts = useTexts(TIMESHEETS_TEXT);
  const [doing, setDoing] = useState<Tool | null>(null);
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
          <Menu.Item
            leftSection={<IconFileSpreadsheet {...icon} />}
            onClick={() => setDoing("export")}
          >
            {texts.export}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconFileImport {...icon} />}
            disabled={props.value.state !== "open"}
            onClick={() => setDoing("import")}
          >
            {texts.import}
          </Menu.Item>
          <Menu.Item leftSection={<IconPrinter {...icon} />} onClick={() => setDoing("print")}>
            {texts.print}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {doing !== null && <Doing {...props} tool={doing} onDone={() => setDoing(null)} />}
    </>
  );
}

interface DoingProps extends MonthToolsProps {
  readonly tool: Tool;
  onDone(): void;
}

/** The whole month is drawn for a tool only while that is at work: typing does not wait for it. */
function Doing({ tool, month, siteId, value, onDone }: DoingProps) {
  const drawn = useDrawnMonth(value);
  switch (tool) {
    case "export":
      return <MonthExport {...{ month, drawn, onDone }} />;
    case "import":
      return <MonthImport {...{ month, value, drawn, onDone }} />;
    case "print":
      return <MonthPrint {...{ month, siteId, drawn, onDone }} />;
  }
}
