import { ActionIcon, Button, Menu, Tooltip } from "@mantine/core";
import { IconDownload, IconFileSpreadsheet, IconFileTypeCsv } from "@tabler/icons-react";
import { useTexts } from "../i18n/language-provider.tsx";
import { LIST_TEXT } from "./list-text.ts";
import type { ExportKind, StartExport } from "./use-export.ts";

interface ExportMenuProps {
  onExport: StartExport;
  readonly disabled: boolean;
  /** A button with a word, as beside other words; else an icon. */
  readonly worded?: boolean;
}

const KINDS: readonly ExportKind[] = ["xlsx", "csv"];

/** Which file, and with which columns. */
export function ExportMenu({ onExport, disabled, worded = false }: ExportMenuProps) {
  const texts = useTexts(LIST_TEXT);
  return (
    <Menu position={worded ? "bottom-start" : "bottom-end"} width={230} disabled={disabled}>
      <Menu.Target>
        {worded ? (
          <Button size="compact-sm" variant="default" leftSection={<IconDownload size={15} />}>
            {texts.export}
          </Button>
        ) : (
          <Tooltip label={texts.export}>
            <ActionIcon color="gray" aria-label={texts.export} disabled={disabled}>
              <IconDownload size={18} stroke={1.6} />
            </ActionIcon>
          </Tooltip>
        )}
      </Menu.Target>
      <Menu.Dropdown>
        {KINDS.map((kind) => (
          <div key={kind} role="group" aria-label={texts[kind === "xlsx" ? "excel" : "csv"]}>
            <Menu.Label>{texts[kind === "xlsx" ? "excel" : "csv"]}</Menu.Label>
            {(["shown", "all"] as const).map((which) => (
              <Menu.Item
                key={which}
                leftSection={
                  kind === "xlsx" ? (
                    <IconFileSpreadsheet size={16} />
                  ) : (
                    <IconFileTypeCsv size={16} />
                  )
                }
                onClick={() => onExport(kind, which)}
              >
                {texts[which === "shown" ? "exportShown" : "exportAll"]}
              </Menu.Item>
            ))}
          </div>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
